import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { type CrashNote, noteFault } from './crash-note.js';
import { FaultPolicy } from './fault-policy.js';

export interface FaultWatchOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The last lines of the log. */
  lines(): readonly string[];
  /** Ends the process at once. */
  end(): void;
}

/** A run that does not end within this is ended with the process. */
const PATIENCE_MS = 8000;

/**
 * Stands between an error that nothing caught and the end of the process. Each is in the log; one that is more than a piece of work nobody
 * waited for leaves a crash note and ends the run, which {@link nextFault} tells: the next one goes on with the same picture.
 */
export class FaultWatch {
  readonly #options: FaultWatchOptions;
  readonly #policy: FaultPolicy;
  #fault = new AbortController();
  #note: CrashNote | undefined;
  #deadline: NodeJS.Timeout | undefined;
  readonly #onException = (error: unknown) => this.#judge('an error was thrown and nothing caught it', error, 'thrown');
  readonly #onRejection = (error: unknown) =>
    this.#judge('a promise failed and nobody waited for it', error, 'rejected');

  constructor(options: FaultWatchOptions) {
    this.#options = options;
    this.#policy = new FaultPolicy(options.clock);
  }

  start(): void {
    process.on('uncaughtException', this.#onException);
    process.on('unhandledRejection', this.#onRejection);
  }

  /** Safe to call twice. */
  stop(): void {
    process.off('uncaughtException', this.#onException);
    process.off('unhandledRejection', this.#onRejection);
    clearTimeout(this.#deadline);
  }

  /** Of the last fault that ended a run. */
  get note(): CrashNote | undefined {
    return this.#note;
  }

  /** A run begins: aborted when it is to end. */
  nextFault(): AbortSignal {
    clearTimeout(this.#deadline);
    this.#fault = new AbortController();
    return this.#fault.signal;
  }

  #judge(what: string, error: unknown, kind: 'thrown' | 'rejected'): void {
    const { dataFolder, clock, log, lines, end } = this.#options;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error(what, { reason });
    const verdict = this.#policy[kind]();
    if (verdict === 'go-on') return;
    const [words = ''] = reason.split('\n');
    const fault = { by: `an error that nothing caught (${words.slice(0, 120)})`, atMs: clock.wallMs() };
    try {
      this.#note = noteFault(dataFolder, fault, lines());
    } catch (cause) {
      // A disk that is full or gone is no reason to end.
      log.error('the crash note cannot be written', { reason: String(cause) });
    }
    if (verdict === 'end') end();
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(end, PATIENCE_MS).unref();
    this.#fault.abort();
  }
}
