import type { Geometry } from './display.js';
import { frameBytes } from './panel.js';

/**
 * The picture on the glass, in memory that threads share: written by the thread that presents, read by one other (the preview).
 *
 * Three buffers, of which each side owns one and the third lies between them. To publish, the writer exchanges its own buffer with the
 * middle one; the reader does the same when the middle is new. Nobody waits, no picture is ever torn, the reader gets the newest:
 *
 *     writer ── back ◀──▶ middle, NEW ◀──▶ front ── reader
 *
 *     word (int32)   who writes
 *       OWNERS       both, by compare-and-exchange: the three buffer indices and NEW in one word, so that a thread that is killed
 *                    halfway leaves nothing in between
 *       PUBLISHED    the writer: pictures so far
 *       SEQUENCE+i   the writer: what PUBLISHED was for the picture in buffer i
 *       LIT          the writer
 *       BRIGHTNESS   the writer: percent
 *       WANTED       set by the reader, cleared by the writer
 *
 * (Two buffers and a version would need a fence that JavaScript does not have: on ARM a plain read may pass a later atomic load.)
 */
export class SharedScreen {
  readonly buffer: SharedArrayBuffer;
  readonly geometry: Geometry;
  readonly #words: Int32Array;
  readonly #pixels: readonly Uint8Array[];
  readonly #publishedBefore: number;

  /** @param publishedBefore on the screen whose place this one takes: whoever reads both can tell their pictures apart. Known to the reader only. */
  static create(geometry: Geometry, publishedBefore = 0): SharedScreen {
    const buffer = new SharedArrayBuffer(HEADER_BYTES + BUFFERS * frameBytes(geometry));
    const words = new Int32Array(buffer, 0, WORDS);
    words[OWNERS] = packOwners({ back: 0, middle: 1, front: 2, isNew: false });
    words[LIT] = 1;
    words[BRIGHTNESS] = 100;
    return new SharedScreen(buffer, geometry, publishedBefore);
  }

  /** @param buffer of a screen created with the same geometry, in this thread or another. */
  constructor(buffer: SharedArrayBuffer, geometry: Geometry, publishedBefore = 0) {
    const bytes = frameBytes(geometry);
    this.buffer = buffer;
    this.geometry = geometry;
    this.#publishedBefore = publishedBefore;
    this.#words = new Int32Array(buffer, 0, WORDS);
    this.#pixels = [0, 1, 2].map((index) => new Uint8Array(buffer, HEADER_BYTES + index * bytes, bytes));
  }

  /** Writer: publishes a copy of `pixels`. */
  publish(pixels: Uint8Array): void {
    const { back } = this.#owners();
    this.#pixels[back]?.set(pixels);
    Atomics.store(this.#words, SEQUENCE + back, Atomics.add(this.#words, PUBLISHED, 1) + 1);
    this.#exchange(({ middle, front }) => ({ back: middle, middle: back, front, isNew: true }));
  }

  /**
   * Writer: copies the picture it published last. Returns false, and copies nothing, before the first one. The reader may take that picture
   * meanwhile, but nobody writes to it: only the writer does, and only to its own buffer.
   */
  readBack(into: Uint8Array): boolean {
    const { middle, front, isNew } = this.#owners();
    const pixels = this.#pixels[isNew ? middle : front];
    if (pixels === undefined || Atomics.load(this.#words, PUBLISHED) === 0) return false;
    into.set(pixels);
    return true;
  }

  /** Writer: notes that the glass is dark (false) or lit. */
  setLit(lit: boolean): void {
    Atomics.store(this.#words, LIT, Number(lit));
  }

  /** Writer: notes how bright the glass is, 0 to 100 percent. */
  setBrightness(percent: number): void {
    Atomics.store(this.#words, BRIGHTNESS, Math.round(percent));
  }

  /** Writer: whether the reader asked to hear of the next picture; asking counts once. */
  takeWanted(): boolean {
    return Atomics.load(this.#words, WANTED) === 1 && Atomics.exchange(this.#words, WANTED, 0) === 1;
  }

  /** Reader: asks the writer's thread to send word of the next picture. */
  want(): void {
    Atomics.store(this.#words, WANTED, 1);
  }

  /**
   * Reader: copies the newest picture (width * height * 2 bytes, RGB565 big-endian) and returns its sequence: how many pictures were
   * published up to it, here and before, modulo 2^32. Undefined, and nothing copied, before the first one.
   */
  read(into: Uint8Array): number | undefined {
    if (this.#owners().isNew) {
      this.#exchange(({ back, middle, front }) => ({ back, middle: front, front: middle, isNew: false }));
    }
    const { front } = this.#owners();
    const pixels = this.#pixels[front];
    if (pixels === undefined || Atomics.load(this.#words, PUBLISHED) === 0) return undefined;
    into.set(pixels);
    return (this.#publishedBefore + Atomics.load(this.#words, SEQUENCE + front)) >>> 0;
  }

  /** Reader: the sequence of the picture that was published last; before the first one, what was published before. */
  get published(): number {
    return (this.#publishedBefore + Atomics.load(this.#words, PUBLISHED)) >>> 0;
  }

  get lit(): boolean {
    return Atomics.load(this.#words, LIT) === 1;
  }

  /** 0 to 100 percent. */
  get brightness(): number {
    return Atomics.load(this.#words, BRIGHTNESS);
  }

  #owners(): Owners {
    return unpackOwners(Atomics.load(this.#words, OWNERS));
  }

  /** Tries again where the other side was quicker, which it can be once in a frame at most. */
  #exchange(change: (owners: Owners) => Owners): void {
    for (;;) {
      const before = Atomics.load(this.#words, OWNERS);
      const after = packOwners(change(unpackOwners(before)));
      if (Atomics.compareExchange(this.#words, OWNERS, before, after) === before) return;
    }
  }
}

/** Which buffer is whose, by index. */
interface Owners {
  back: number;
  middle: number;
  front: number;
  /** The middle one was published and not yet taken. */
  isNew: boolean;
}

/** Two bits an index: back, middle, front; then the NEW bit. */
function packOwners({ back, middle, front, isNew }: Owners): number {
  return back | (middle << 2) | (front << 4) | (Number(isNew) << 6);
}

function unpackOwners(word: number): Owners {
  return { back: word & 3, middle: (word >> 2) & 3, front: (word >> 4) & 3, isNew: word >> 6 === 1 };
}

const BUFFERS = 3;

const OWNERS = 0;
const LIT = 1;
const WANTED = 2;
const PUBLISHED = 3;
const BRIGHTNESS = 4;
const SEQUENCE = 5;
const WORDS = SEQUENCE + BUFFERS;

/** The words, rounded up to a cache line. */
const HEADER_BYTES = 64;
