import { createTask, parse } from 'node-cron';

const MINUTE_MS = 60_000;
/** Every zone's offset changes on a quarter of an hour, so the wall is read so often and counted on in between. */
const QUARTER_MINUTES = 15;

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
  /** What the wall reads at each minute. */
  readonly #readings: readonly number[];

  constructor(zone: string, from: string, to: string) {
    this.fromMs = Date.parse(from);
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    const readings: number[] = [];
    for (let ms = this.fromMs; ms < Date.parse(to); ms += QUARTER_MINUTES * MINUTE_MS) {
      const reading = Date.parse(`${format.format(ms).replace(' ', 'T')}Z`);
      for (let minute = 0; minute < QUARTER_MINUTES; minute++) readings.push(reading + minute * MINUTE_MS);
    }
    this.#readings = readings;
  }

  get toMs(): number {
    return this.fromMs + this.#readings.length * MINUTE_MS;
  }

  /** All times at which a cron expression of five fields is due, in order; node-cron says which local times match. */
  events(cron: string): SlowEvent[] {
    const matches = matcherOf(cron);
    const events: SlowEvent[] = [];
    let latest = (this.#readings[0] ?? 0) - MINUTE_MS;
    for (const [index, reading] of this.#readings.entries()) {
      for (let localMs = latest + MINUTE_MS; localMs <= reading; localMs += MINUTE_MS) {
        if (matches(localMs)) events.push({ atMs: this.fromMs + index * MINUTE_MS, localMs });
      }
      latest = Math.max(latest, reading);
    }
    return events;
  }
}

function matcherOf(cron: string): (localMs: number) => boolean {
  const { minute, hour } = parse(cron);
  const task = createTask(cron, () => {}, { timezone: 'UTC' });
  void task.destroy();
  return (localMs) => {
    const date = new Date(localMs);
    // Asking node-cron every minute of a year takes a minute itself.
    return minute.includes(date.getUTCMinutes()) && hour.includes(date.getUTCHours()) && task.match(date);
  };
}
