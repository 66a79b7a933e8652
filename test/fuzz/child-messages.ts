import type { Footprint } from './footprint.js';

/** What a process that fuzzes tells the one that watches it. */
export type FromChild =
  /** The target is ready; `pid` is what is to be watched. */
  | { readonly type: 'open'; readonly pid: number }
  | { readonly type: 'found'; readonly index: number; readonly what: string; readonly input: string }
  /** An error that came when nobody waited for one; the input may be the one before. */
  | { readonly type: 'stray'; readonly index: number; readonly what: string }
  /** Some inputs are through. `again`: findings among them, the known ones too. */
  | {
      readonly type: 'done';
      readonly outcomes: Readonly<Record<string, number>>;
      readonly longestMs: number;
      readonly again: number;
    }
  | { readonly type: 'measured'; readonly done: number; readonly footprint: Footprint }
  | { readonly type: 'closed'; readonly left: readonly string[] };
