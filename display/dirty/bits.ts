/** Index of the lowest bit that is set, 0 to 31; `word` is not 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Index of the highest bit that is set, 0 to 31; `word` is not 0. */
export function highestBit(word: number): number {
  return 31 - Math.clz32(word);
}

/** Bits that are set: pairs, nibbles and bytes are added up side by side (Hacker's Delight, 5-1). */
export function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The bits of the first word of a run that starts at `x`, which lies anywhere in that word. */
export function bitsFrom(x: number): number {
  return -1 << (x & 31);
}

/** The bits of the last word of a run that ends before `endX`. */
export function bitsBefore(endX: number): number {
  return -1 >>> (-endX & 31);
}
