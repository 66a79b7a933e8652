/** How DEFLATE writes the length of a match (RFC 1951, 3.2.5): a symbol, and extra bits that say the rest. */
export const LONGEST_MATCH = 258;
export const SHORTEST_MATCH = 3;

/** The symbol of each length from 3 to 258. */
export const LENGTH_SYMBOL = new Uint16Array(LONGEST_MATCH + 1);
/** What its extra bits say, and how many there are. */
export const LENGTH_EXTRA = new Uint8Array(LONGEST_MATCH + 1);
export const LENGTH_EXTRA_BITS = new Uint8Array(LONGEST_MATCH + 1);

/** Symbols 257 to 284 in the order of the RFC's table: eight lengths without extra bits, then four symbols for each number of them. */
let length = SHORTEST_MATCH;
for (let symbol = 257; symbol < 285; symbol++) {
  const bits = Math.max(0, Math.floor((symbol - 261) / 4));
  for (let extra = 0; extra < 1 << bits; extra++, length++) {
    LENGTH_SYMBOL[length] = symbol;
    LENGTH_EXTRA[length] = extra;
    LENGTH_EXTRA_BITS[length] = bits;
  }
}
// The longest has a symbol of its own, though 284 could say it too.
LENGTH_SYMBOL[LONGEST_MATCH] = 285;
LENGTH_EXTRA[LONGEST_MATCH] = 0;
LENGTH_EXTRA_BITS[LONGEST_MATCH] = 0;
