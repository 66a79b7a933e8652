import type { BitWriter } from './bit-writer.js';
import { PrefixCode } from './prefix-code.js';

/** Symbols for literals, the block's end and lengths (RFC 1951, 3.2.5). */
export const LITERAL_SYMBOLS = 286;
export const END_OF_BLOCK = 256;

/** Writes the header of a DEFLATE block with codes of its own (RFC 1951, 3.2.7), the last one of its stream. */
export class DynamicBlockHeader {
  readonly #frequencies = new Uint32Array(LENGTH_SYMBOLS);
  readonly #code = new PrefixCode(LENGTH_SYMBOLS, LONGEST_LENGTH_CODE);
  /** Symbols of the code of code lengths: a symbol, and in the high byte what its extra bits say. */
  readonly #sequence = new Uint16Array(LITERAL_SYMBOLS + 1);
  readonly #lengths = new Uint8Array(LITERAL_SYMBOLS + 1);

  /** The header for `literalLengths` and a single distance, whose code is one bit, 0. */
  write(into: BitWriter, literalLengths: Uint8Array): void {
    this.#lengths.set(literalLengths);
    this.#lengths[LITERAL_SYMBOLS] = 1;
    const count = this.#gather();
    this.#code.build(this.#frequencies);
    const { lengths, codes } = this.#code;
    let sent = LENGTH_SYMBOLS;
    while (lengths[ORDER[sent - 1] ?? 0] === 0) sent--;
    into.put(FINAL_BLOCK | (DYNAMIC_CODES << 1), 3);
    into.put(LITERAL_SYMBOLS - 257, 5);
    into.put(0, 5);
    into.put(sent - 4, 4);
    for (let i = 0; i < sent; i++) into.put(lengths[ORDER[i] ?? 0] ?? 0, 3);
    for (let i = 0; i < count; i++) {
      const item = this.#sequence[i] ?? 0;
      const symbol = item & 0xff;
      into.put(codes[symbol] ?? 0, lengths[symbol] ?? 0);
      if (symbol >= REPEAT) into.put(item >>> 8, EXTRA_BITS[symbol - REPEAT] ?? 0);
    }
  }

  /** Turns the lengths into symbols, and counts them. Returns how many there are. */
  #gather(): number {
    const lengths = this.#lengths;
    this.#frequencies.fill(0);
    let count = 0;
    const add = (symbol: number, extra: number) => {
      this.#sequence[count++] = symbol | (extra << 8);
      this.#frequencies[symbol] = (this.#frequencies[symbol] ?? 0) + 1;
    };
    for (let at = 0; at < lengths.length; ) {
      const length = lengths[at] ?? 0;
      let same = 1;
      while (lengths[at + same] === length) same++;
      at += same;
      if (length > 0) {
        add(length, 0);
        same--;
      }
      while (same >= 3) {
        const [symbol, most] = length > 0 ? [REPEAT, 6] : same > 10 ? [ZEROS_LONG, 138] : [ZEROS, 10];
        const taken = Math.min(same, most);
        add(symbol, taken - (symbol === ZEROS_LONG ? 11 : 3));
        same -= taken;
      }
      for (; same > 0; same--) add(length, 0);
    }
    return count;
  }
}

const FINAL_BLOCK = 1;
const DYNAMIC_CODES = 2;
/** The code of code lengths: 0 to 15 are lengths, 16 to 18 repeat. */
const LENGTH_SYMBOLS = 19;
const LONGEST_LENGTH_CODE = 7;
const REPEAT = 16;
const ZEROS = 17;
const ZEROS_LONG = 18;
/** Of the symbols from REPEAT on. */
const EXTRA_BITS = [2, 3, 7];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
