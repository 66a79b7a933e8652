import { FramedError } from '../errors.js';
import { type Fault, formatFaults } from './fault.js';

/**
 * - config-missing: there is no such file.
 * - config-unreadable, config-too-large, config-not-utf8: it cannot be read as text.
 * - config-invalid: it says something that does nothing, or that cannot be.
 */
export type ConfigErrorCode =
  | 'config-missing'
  | 'config-unreadable'
  | 'config-too-large'
  | 'config-not-utf8'
  | 'config-invalid';

/** What keeps a file from being the configuration. The message has a line for each fault. */
export class ConfigError extends FramedError<ConfigErrorCode> {
  readonly path: string;
  readonly faults: readonly Fault[];

  constructor(code: ConfigErrorCode, path: string, faults: readonly Fault[], options?: { cause?: unknown }) {
    super(code, formatFaults(path, faults), options);
    this.path = path;
    this.faults = faults;
  }
}

/** What holds in place of a file that cannot be used. */
export type InForce = 'current' | 'last-good' | 'defaults';

/** Why the file is not what holds, and what does. */
export interface ConfigProblem {
  readonly code: ConfigErrorCode;
  readonly path: string;
  readonly faults: readonly Fault[];
  /** A line for each fault, with its place. */
  readonly message: string;
  readonly inForce: InForce;
}
