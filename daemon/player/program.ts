import type { PlainError } from '../errors.js';
import type { LoopMode } from '../protocol/state.js';

/** What is to be played. */
export interface Program {
  /** In order. Empty: what shows stays. */
  readonly entries: readonly ProgramEntry[];
  readonly loop: LoopMode;
  readonly shuffle: boolean;
  /** How long a still stands where its entry does not say, in milliseconds. */
  readonly stillMs: number;
}

export interface ProgramEntry {
  /** Unique in the program; what goes on when the program changes is found by it. */
  readonly key: string;
  readonly clipId?: string;
  readonly name: string;
  /** Of the frame zip. */
  readonly path: string;
  /**
   * The frame zip is still being written (GrowingZipReader): it plays as far as it goes, and the picture stands at its end until there is
   * more. Where it is given up the next entry follows, and nobody is told. Where the same entry comes without this, at whatever path, the
   * picture goes on as if nothing had happened.
   */
  readonly growing?: true;
  /** The key that this entry had until now, where it gets another one: what shows goes on under the new key. */
  readonly formerKey?: string;
  /** How long it plays; the clip repeats, or is cut, to fill it. */
  readonly durationMs?: number;
  /** How often it plays; ignored where durationMs is given. Default: 1. */
  readonly loops?: number;
}

/** The program as the producer gets it: entries are numbers, which fit in shared memory. */
export interface NumberedProgram extends Omit<Program, 'entries'> {
  readonly entries: readonly NumberedEntry[];
}

export interface NumberedEntry {
  /** Unique for as long as the player lives; above 0. */
  readonly entry: number;
  readonly path: string;
  readonly growing?: true;
  readonly durationMs?: number;
  readonly loops?: number;
  /** Why it is not to be played: it killed a worker again and again. */
  readonly refusal?: PlainError;
}
