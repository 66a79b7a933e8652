import type { Clock } from '../clock.js';
import { toPlainError } from '../errors.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** So long at most is a first clip without a copy of what is known of it; a look costs nothing. */
const LOOK_EVERY_MS = 10 * 60 * 1000;

export interface KeepCopiesOptions {
  library: Pick<Library, 'clips' | 'copiedAtMs' | 'copyDatabase'>;
  clock: Clock;
  log: Log;
  /** The database is damaged: a next run would make it anew. Absent: that waits for the next start. */
  startAgain?: (() => void) | undefined;
}

/** Copies the library's database once a day, so that damage to it costs a day's changes at most. Returns what ends it. */
export function keepCopies(options: KeepCopiesOptions): () => void {
  const timer = setInterval(() => void copyIfDue(options), LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Never rejects: what fails now is tried again at the next look. Resolves with whether a copy was made. */
export async function copyIfDue({ library, clock, log, startAgain }: KeepCopiesOptions): Promise<boolean> {
  try {
    if (library.clips().length === 0) return false;
    const copiedAtMs = await library.copiedAtMs();
    // A copy from the future is from a clock that was wrong.
    const ageMs = copiedAtMs === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock.wallMs() - copiedAtMs);
    if (ageMs < DAY_MS) return false;
    await library.copyDatabase();
    log.info('copied the database');
    return true;
  } catch (error) {
    const { code, message } = toPlainError(error);
    log.error('the database could not be copied', { code, reason: message });
    if (code === 'library-damaged') startAgain?.();
    return false;
  }
}
