import type { SeededChance } from '../faults/seeded-chance.js';
import type { FuzzedDaemon } from './fuzzed-daemon.js';

/** Something that takes bytes from outside. */
export interface FuzzTarget {
  /** One input, by chance alone: the same chance makes the same again. */
  make(chance: SeededChance): Buffer;
  /**
   * Gives it to framed. Resolves with what came of it in a word: 'taken', or the code it was refused with. Rejects for everything that
   * framed must not do: that is a finding.
   */
  feed(input: Buffer): string | Promise<string>;
  /** The process that is to survive it, where that is not this one. */
  readonly pid?: number;
  /** Collects its garbage, so that what is left can be measured. */
  quiet?(): Promise<void>;
  /** Ends it. Resolves with what is left that should not be, a line each. */
  close(): Promise<readonly string[]>;
}

/**
 * @param folder its own, empty
 * @param running for those that need a daemon: one that is there already, and stays. Default: one of their own.
 */
export type OpenTarget = (folder: string, running?: FuzzedDaemon) => Promise<FuzzTarget>;
