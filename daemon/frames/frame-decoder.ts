import { xorFrames } from './delta.js';
import type { EntryReader } from './entry-reader.js';

/**
 * 'ok': `into` holds the frame. 'damaged': its entry is; 'unreachable': it is a delta, and the frame before it is not at hand
 * (damaged, unreachable itself, or not given). In both of the latter `into` is as it was.
 */
export type FrameResult = 'ok' | 'damaged' | 'unreachable';

/** What a decoder asks of the archive. */
export interface DecodedArchive {
  readonly entries: EntryReader;
  /** Bytes of one decoded frame: width * height * 2. */
  readonly frameBytes: number;
  readonly byteOrder: 'big' | 'little';
  /** Frames there are, so far. */
  frameCount(): number;
  /** Whether frame `index` needs the frame before it. */
  isDelta(index: number): boolean;
}

/** Makes pixels of entries: full frames, and deltas where the frame before is at hand. */
export class FrameDecoder {
  readonly #archive: DecodedArchive;
  /** The frame decoded last, and the memory it was written to: what a delta may be applied to. */
  #heldIndex = -1;
  #held: Uint8Array | undefined;

  constructor(archive: DecodedArchive) {
    this.#archive = archive;
  }

  /** The nearest full frame at or before `index`: at most {@link MAX_DELTA_RUN} back. */
  keyFrameAt(index: number): number {
    let key = index;
    while (key > 0 && this.#archive.isDelta(key)) key--;
    return key;
  }

  /** See FrameZipReader.readFrame. */
  readFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult {
    this.#checkArguments(index, into);
    const { entries, byteOrder } = this.#archive;
    const delta = this.#archive.isDelta(index);
    if (delta && !(previous && this.#holds(index - 1, previous))) return 'unreachable';
    if (entries.read(index, 'quick') !== 'ok') return 'damaged';
    const plain = entries.plain;
    if (byteOrder === 'little') swapBytes(plain);
    if (delta && previous) xorFrames(into, previous, plain);
    else into.set(plain);
    this.#heldIndex = index;
    this.#held = into;
    return 'ok';
  }

  /** See FrameZipReader.seekFrame. */
  seekFrame(index: number, into: Uint8Array, previous?: Uint8Array): FrameResult {
    this.#checkArguments(index, into);
    const key = this.keyFrameAt(index);
    const near =
      previous !== undefined &&
      this.#heldIndex >= key &&
      this.#heldIndex < index &&
      this.#holds(this.#heldIndex, previous);
    let source = near ? previous : undefined;
    for (let next = near ? this.#heldIndex + 1 : key; next <= index; next++) {
      const result = this.readFrame(next, into, source);
      if (result !== 'ok') return next === index ? result : 'unreachable';
      source = into;
    }
    return 'ok';
  }

  /** What was decoded last is not to be built upon. */
  forget(): void {
    this.#held = undefined;
    this.#heldIndex = -1;
  }

  #holds(index: number, memory: Uint8Array): boolean {
    const held = this.#held;
    return (
      held !== undefined &&
      this.#heldIndex === index &&
      held.buffer === memory.buffer &&
      held.byteOffset === memory.byteOffset &&
      memory.length === this.#archive.frameBytes
    );
  }

  #checkArguments(index: number, into: Uint8Array): void {
    const frames = this.#archive.frameCount();
    if (!(Number.isInteger(index) && index >= 0 && index < frames)) {
      throw new RangeError(`Frame ${index} was asked for; the clip has frames 0 to ${frames - 1}.`);
    }
    if (into.length !== this.#archive.frameBytes) {
      throw new RangeError(`A buffer of ${into.length} bytes was given for a frame of ${this.#archive.frameBytes}.`);
    }
  }
}

function swapBytes(pixels: Uint8Array): void {
  Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength).swap16();
}
