/** What a benchmark measured: a table for a person, and the same figures for a program. */
export interface BenchResult {
  title: string;
  columns: string[];
  rows: (string | number)[][];
  /** One object with the keys that the benchmark's documentation names. */
  json: Record<string, unknown>;
}
