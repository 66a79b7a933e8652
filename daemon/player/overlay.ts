/**
 * A picture that stands in front of what plays, in memory that threads share: written by main, read by the consumer.
 *
 *     word     who writes   meaning
 *     SHOWN    main         0: none; else how many pictures there were up to this one, which lies in buffer SHOWN & 1; negative where
 *                           it makes room for the next frame by itself
 *     SEEN     consumer     what SHOWN was for the picture that it put on the glass last
 *
 * Main writes the pixels into the buffer that is not shown, then the word. Should two pictures follow each other while the consumer reads the first,
 * that one may be torn for a moment; the word has changed by then, and the consumer shows the second right after it.
 */
export class Overlay {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #pixels: readonly [Uint8Array, Uint8Array];
  /** Main's own. */
  #pictures = 0;

  static create(frameBytes: number): Overlay {
    return new Overlay(new SharedArrayBuffer(HEADER_BYTES + 2 * frameBytes));
  }

  /** @param buffer of an overlay that was created here or in another thread. */
  constructor(buffer: SharedArrayBuffer) {
    const frameBytes = (buffer.byteLength - HEADER_BYTES) / 2;
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, WORDS);
    this.#pixels = [
      new Uint8Array(buffer, HEADER_BYTES, frameBytes),
      new Uint8Array(buffer, HEADER_BYTES + frameBytes, frameBytes),
    ];
  }

  /** Main: shows a copy of `pixels`, one whole frame; `untilFrame`: no longer than until the next frame is presented. */
  show(pixels: Uint8Array, { untilFrame = false } = {}): void {
    this.#pictures++;
    this.#pixelsOf(this.#pictures).set(pixels);
    Atomics.store(this.#words, SHOWN, untilFrame ? -this.#pictures : this.#pictures);
  }

  /** Main: what plays is to be seen again. */
  hide(): void {
    Atomics.store(this.#words, SHOWN, 0);
  }

  /** The number of the picture that is to be shown; 0: none. */
  get shown(): number {
    return Atomics.load(this.#words, SHOWN);
  }

  /** Main: whether the picture that is to be shown is on the glass; false where there is none. */
  get isSeen(): boolean {
    const { shown } = this;
    return shown !== 0 && Atomics.load(this.#words, SEEN) === shown;
  }

  /** Consumer: this picture is on the glass; 0: there is none in front any more. */
  noteSeen(shown: number): void {
    Atomics.store(this.#words, SEEN, shown);
  }

  /** Consumer: the pixels of a picture, by its number. */
  pixels(shown: number): Uint8Array {
    return this.#pixelsOf(shown);
  }

  #pixelsOf(picture: number): Uint8Array {
    const [even, odd] = this.#pixels;
    return (picture & 1) === 0 ? even : odd;
  }
}

const SHOWN = 0;
const SEEN = 1;
const WORDS = 2;

/** A cache line, so that pixels start on one. */
const HEADER_BYTES = 64;
