import type { Rectangle } from '../display.js';

/** Rows [row, endRow). */
export interface RowRun {
  readonly row: number;
  readonly endRow: number;
}

/**
 * The rows that damage touches, from top to bottom: runs that do not touch each other.
 *
 * @param mergeGapRows runs are joined over so many unchanged rows: where sending those costs no more than another run.
 */
export function rowRuns(damage: readonly Rectangle[], mergeGapRows: number): RowRun[] {
  const runs: { row: number; endRow: number }[] = [];
  for (const { y, endY } of [...damage].sort((a, b) => a.y - b.y)) {
    if (endY <= y) continue;
    const last = runs.at(-1);
    if (last !== undefined && y - last.endRow <= mergeGapRows) last.endRow = Math.max(last.endRow, endY);
    else runs.push({ row: y, endRow: endY });
  }
  return runs;
}
