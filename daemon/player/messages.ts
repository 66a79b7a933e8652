import type { PlainError } from '../errors.js';
import type { NumberedProgram } from './program.js';

/** Main to producer. Each belongs to the epoch that main began for it; all but a program without `at` are jumps. */
export type ProducerCommand =
  /** Without `at` what shows goes on, where the program still has it. */
  | { type: 'program'; epoch: number; program: NumberedProgram; at?: JumpTarget | undefined }
  /** To the next (1) or the previous (-1) entry, seen from the one that shows or, while a jump is under way, from its target. */
  | { type: 'step'; epoch: number; by: 1 | -1 }
  | { type: 'select'; epoch: number; entry: number }
  /** Within the pass that shows. Past its end means its end. */
  | { type: 'seek'; epoch: number; positionMs: number };

export interface JumpTarget {
  /** Absent, or not in the program: the first one. */
  entry?: number | undefined;
  /** From the beginning of the entry, passes included. */
  visitMs: number;
}

/** Producer to main. */
export type ProducerMessage = { type: 'ready' } | { type: 'skipped'; entry: number; error: PlainError };

/** Consumer to main. */
export type ConsumerMessage =
  | { type: 'ready' }
  /** What the display can't do, or not as it should, in one sentence. */
  | { type: 'warning'; message: string }
  /** The first frame of another entry was presented. */
  | { type: 'entry'; entry: number }
  /** A frame was presented, and SharedScreen.want() had been called. */
  | { type: 'presented' };
