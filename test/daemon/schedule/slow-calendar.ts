import { createTask, parse } from 'node-cron';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The zones that are tested change on a half hour of UTC, so the wall is read so often and counted on in between. */
const READ_MINUTES = 30;

/** A due time: when, and what the wall was to read. */
export interface SlowEvent {
  atMs: number;
  localMs: number;
}

/**
 * A span of time in a zone, walked minute by minute: the wall is read, and whatever it reads for the first time, or has jumped over, has come.
 * Slow, and with none of the arithmetic of the real one.
 */
export class SlowCalendar {
  readonly fromMs: number;
  readonly toMs: number;
  /** Every local minute that comes, in its order. */
  readonly #minutes: readonly SlowEvent[];

  constructor(zone: string, from: string, to: string) {
    [this.fromMs, this.toMs] = [Date.parse(from), Date.parse(to)];
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    const minutes: SlowEvent[] = [];
    let latest: number | undefined;
    for (let readMs = this.fromMs; readMs < this.toMs; readMs += READ_MINUTES * MINUTE_MS) {
      const reading = Date.parse(`${format.format(readMs).replace(' ', 'T')}Z`);
      for (let minute = 0; minute < READ_MINUTES; minute++) {
        const [atMs, readingMs] = [readMs + minute * MINUTE_MS, reading + minute * MINUTE_MS];
        latest ??= readingMs - MINUTE_MS;
        for (; latest < readingMs; latest += MINUTE_MS) minutes.push({ atMs, localMs: latest + MINUTE_MS });
      }
    }
    this.#minutes = minutes;
  }

  /** All times at which a cron expression of five fields is due, in order; node-cron says which minutes, hours and days match. */
  events(cron: string): SlowEvent[] {
    const { minute, hour } = parse(cron);
    const isDay = dayMatcher(cron);
    const minutesOfDay = new Set(hour.flatMap((at) => minute.map((past) => at * 60 + past)));
    return this.#minutes.filter(({ localMs }) => {
      const day = Math.floor(localMs / DAY_MS);
      return minutesOfDay.has((localMs - day * DAY_MS) / MINUTE_MS) && isDay(day);
    });
  }
}

function dayMatcher(cron: string): (day: number) => boolean {
  const task = createTask(`0 0 ${cron.split(' ').slice(2).join(' ')}`, () => {}, { timezone: 'UTC' });
  void task.destroy();
  const known = new Map<number, boolean>();
  return (day) => {
    const isMatch = known.get(day) ?? task.match(new Date(day * DAY_MS));
    known.set(day, isMatch);
    return isMatch;
  };
}
