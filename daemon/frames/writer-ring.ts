/**
 * Frames on their way to the thread that writes them: one SharedArrayBuffer, single producer, single consumer, no locks.
 *
 *            taken         posted
 *              │              │
 *     ┌─────┬──▼──┬─────┬─────▼─────┬─────┬─────┬─────┐      each slot: startMs (float64), pixels
 *     │     │  n  │ n+1 │     │     │     │     │     │      frame n lies in slot n % slots
 *     └─────┴─────┴─────┴─────┴─────┴─────┴─────┴─────┘
 *      free    filled    free
 *
 *     word      who writes   meaning
 *     POSTED    producer     frames handed over since the beginning
 *     TAKEN     consumer     frames done with since the beginning
 *     BELL      producer     changes with every frame and every other piece of news: what a sleeping consumer waits on
 *     WAITING   both         1: the producer waits for room and wants to be told. Set by it, cleared by the consumer who tells it
 *
 *     empty: taken == posted        full: posted - taken == slots
 *
 * Order: the producer fills a slot, then stores POSTED, then rings; the consumer reads BELL before it looks for work, and sleeps only
 * while BELL is what it read. The producer stores WAITING, then looks at TAKEN once more; the consumer stores TAKEN, then looks at
 * WAITING: one of the two always sees the other.
 */
export class WriterRing {
  readonly buffer: SharedArrayBuffer;
  readonly slots: number;
  readonly frameBytes: number;
  readonly #words: Int32Array;
  readonly #starts: Float64Array;
  readonly #pixels: readonly Uint8Array[];

  static create(frameBytes: number): WriterRing {
    const slots = Math.max(FEWEST_SLOTS, Math.min(MOST_SLOTS, Math.floor(PIXEL_BYTES / frameBytes)));
    return new WriterRing(new SharedArrayBuffer(HEADER_BYTES + slots * frameBytes), slots);
  }

  /** @param buffer and @param slots of a ring that was created here or in another thread. */
  constructor(buffer: SharedArrayBuffer, slots: number) {
    this.buffer = buffer;
    this.slots = slots;
    this.#words = new Int32Array(buffer, 0, WORDS);
    this.#starts = new Float64Array(buffer, WORDS * Int32Array.BYTES_PER_ELEMENT, MOST_SLOTS);
    const frameBytes = (buffer.byteLength - HEADER_BYTES) / slots;
    this.frameBytes = frameBytes;
    this.#pixels = Array.from(
      { length: slots },
      (_, slot) => new Uint8Array(buffer, HEADER_BYTES + slot * frameBytes, frameBytes),
    );
  }

  /** Producer: copies a frame of the right size into a free slot. False: there is none; the consumer will say when there are. */
  post(pixels: Uint8Array, startMs: number): boolean {
    if (this.#isFull()) {
      Atomics.store(this.#words, WAITING, 1);
      if (this.#isFull()) return false;
    }
    const posted = Atomics.load(this.#words, POSTED);
    this.#slot(posted).set(pixels);
    this.#starts[posted % this.slots] = startMs;
    Atomics.store(this.#words, POSTED, posted + 1);
    this.ring();
    return true;
  }

  /** Producer: wakes the consumer for news of another kind. */
  ring(): void {
    Atomics.add(this.#words, BELL, 1);
    Atomics.notify(this.#words, BELL);
  }

  /** Consumer: what to hand to {@link sleep}. Read it before looking for work. */
  get bell(): number {
    return Atomics.load(this.#words, BELL);
  }

  /** Consumer: sleeps until the bell is rung, or was since `bell` was read. */
  sleep(bell: number): void {
    Atomics.wait(this.#words, BELL, bell);
  }

  /** Consumer: gives the oldest frame to `use`, and then its slot back. False: there is none. */
  take(use: (pixels: Uint8Array, startMs: number) => void): boolean {
    const taken = Atomics.load(this.#words, TAKEN);
    if (taken === Atomics.load(this.#words, POSTED)) return false;
    use(this.#slot(taken), this.#starts[taken % this.slots] ?? 0);
    Atomics.store(this.#words, TAKEN, taken + 1);
    return true;
  }

  /** Consumer: whether the producer is to be told that there is room. It is let wait until half of the slots are free. */
  owesNews(): boolean {
    if (this.#length > this.slots / 2) return false;
    return Atomics.exchange(this.#words, WAITING, 0) === 1;
  }

  get #length(): number {
    return Atomics.load(this.#words, POSTED) - Atomics.load(this.#words, TAKEN);
  }

  #isFull(): boolean {
    return this.#length === this.slots;
  }

  #slot(frame: number): Uint8Array {
    const slot = this.#pixels[frame % this.slots];
    if (slot === undefined) throw new RangeError(`There is no slot for frame ${frame}.`);
    return slot;
  }
}

const POSTED = 0;
const TAKEN = 1;
const BELL = 2;
const WAITING = 3;
const WORDS = 4;

/** 1.2 MB for 320x240. A full frame takes three times as long as a delta; seven more are room enough for what comes meanwhile. */
const MOST_SLOTS = 8;
const FEWEST_SLOTS = 2;
const PIXEL_BYTES = 4 << 20;
const HEADER_BYTES = WORDS * Int32Array.BYTES_PER_ELEMENT + MOST_SLOTS * Float64Array.BYTES_PER_ELEMENT;
