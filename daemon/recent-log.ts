import type { Clock } from './clock.js';
import type { LogLine } from './log.js';
import type { LogRecord } from './protocol/log-record.js';

/** What a person reads of a past that went wrong; at 100 bytes a line, 20 KB. */
const DEFAULT_CAPACITY = 200;

/** The last lines of the log, for whoever asks the daemon and for the note that a crash leaves: the journal may not survive either. */
export class RecentLog {
  readonly #clock: Clock;
  readonly #capacity: number;
  #records: LogRecord[] = [];
  #sequence = 0;

  constructor({ clock, capacity = DEFAULT_CAPACITY }: { clock: Clock; capacity?: number }) {
    this.#clock = clock;
    this.#capacity = capacity;
  }

  /** Takes a line; to be given to createLog as its `also`. */
  readonly take = ({ level, text }: LogLine): void => {
    this.#sequence += 1;
    this.#records.push({ sequence: this.#sequence, atMs: this.#clock.wallMs(), level, text });
    // Twice as many at most, so that a line costs no move of all those before it.
    if (this.#records.length >= 2 * this.#capacity) this.#records = this.#newest();
  };

  /** Oldest first, those with a sequence above `after`. */
  records(after = 0): LogRecord[] {
    return this.#newest().filter(({ sequence }) => sequence > after);
  }

  #newest(): LogRecord[] {
    return this.#records.slice(-this.#capacity);
  }
}
