import type { BitGrid } from './bit-grid.js';

const block = new Int32Array(32);

/**
 * Makes the columns of one grid the rows of another: bit x of row y becomes bit y of row x.
 *
 * @param to as wide as `from` is high, and as high as it is wide.
 */
export function transpose(from: BitGrid, to: BitGrid): void {
  for (let column = 0; column < from.stride; column++) {
    for (let row = 0; row < to.stride; row++) {
      const some = readBlock(from, column, row);
      if (some !== 0) transposeBlock();
      writeBlock(to, row, column);
    }
  }
}

/** Returns the OR of the block's rows; rows past the grid's end are 0. */
function readBlock({ words, stride, height }: BitGrid, column: number, row: number): number {
  let some = 0;
  for (let line = 0; line < 32; line++) {
    const y = row * 32 + line;
    const word = y < height ? (words[y * stride + column] ?? 0) : 0;
    block[line] = word;
    some |= word;
  }
  return some;
}

function writeBlock({ words, stride, height }: BitGrid, column: number, row: number): void {
  const lines = Math.min(32, height - row * 32);
  for (let line = 0; line < lines; line++) words[(row * 32 + line) * stride + column] = block[line] ?? 0;
}

/** Exchanges the two off-diagonal quarters, then those of each quarter, down to single bits (Hacker's Delight, 7-3). */
function transposeBlock(): void {
  let mask = 0x0000ffff;
  for (let half = 16; half !== 0; half >>= 1, mask ^= mask << half) {
    for (let line = 0; line < 32; line = (line + half + 1) & ~half) {
      const upper = block[line] ?? 0;
      const lower = block[line + half] ?? 0;
      const exchanged = ((upper >>> half) ^ lower) & mask;
      block[line] = upper ^ (exchanged << half);
      block[line + half] = lower ^ exchanged;
    }
  }
}
