import type { Test } from 'tap';
import type { Config } from '../../../../daemon/config/schema.js';

/**
 * That a key does something: with another value than its default, what the daemon does is different. Either shown here, or in a test that
 * names the key.
 */
export type Proof =
  | {
      /** Another value than the default. */
      readonly value: unknown;
      /** What the key goes with: dotted keys and their values, in both cases. */
      readonly beside?: Readonly<Record<string, unknown>>;
      /** What comes of a configuration, by the code that uses it. */
      readonly effect: (config: Config, t: Test) => unknown;
    }
  /** Path of a test from the top of the repository. */
  | { readonly shownIn: string };

/** By key, as `framed config show` names them; parts of lists as "schedule.*.do". */
export type Proofs = Readonly<Record<string, Proof>>;
