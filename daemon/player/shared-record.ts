/**
 * A handful of float64 values that one thread writes and any thread reads as one.
 *
 *     word 0: COUNT, writes so far          copy of write c: c & 1
 *     word 2…: copy 0, then copy 1, two int32 a value
 *
 * A write fills the copy that is not current, then raises COUNT. A read is good when COUNT did not change meanwhile; else it is
 * repeated. A writer killed halfway leaves the current copy whole. Every access is atomic, which keeps them in order on ARM as well.
 */
export class SharedRecord {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #valueWords: number;
  /** One copy, in this thread only: float64 values and the int32 words they consist of. */
  readonly #values: Float64Array;
  readonly #halves: Int32Array;

  static create(values: number): SharedRecord {
    return new SharedRecord(new SharedArrayBuffer((HEADER_WORDS + 2 * 2 * values) * Int32Array.BYTES_PER_ELEMENT));
  }

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
    this.#valueWords = (this.#words.length - HEADER_WORDS) / 2;
    this.#values = new Float64Array(this.#valueWords / 2);
    this.#halves = new Int32Array(this.#values.buffer);
  }

  /** Writes so far. */
  get writes(): number {
    return Atomics.load(this.#words, COUNT);
  }

  /** @param values as many as the record holds. */
  write(values: Float64Array): void {
    this.#values.set(values);
    const next = Atomics.load(this.#words, COUNT) + 1;
    const start = this.#start(next);
    for (let word = 0; word < this.#valueWords; word++) {
      Atomics.store(this.#words, start + word, this.#halves[word] ?? 0);
    }
    Atomics.store(this.#words, COUNT, next);
  }

  /** Fills `into`, which has as many values as the record. All 0 before the first write. */
  read(into: Float64Array): void {
    let count: number;
    do {
      count = Atomics.load(this.#words, COUNT);
      const start = this.#start(count);
      for (let word = 0; word < this.#valueWords; word++) {
        this.#halves[word] = Atomics.load(this.#words, start + word);
      }
    } while (Atomics.load(this.#words, COUNT) !== count);
    into.set(this.#values);
  }

  #start(count: number): number {
    return HEADER_WORDS + (count & 1) * this.#valueWords;
  }
}

const COUNT = 0;
/** COUNT and one word of padding, which keeps the values aligned. */
const HEADER_WORDS = 2;
