import { FramedError } from '../errors.js';
import { DAY_MS, type LocalMs } from './local-time.js';

const HOUR_MS = 60 * 60 * 1000;
/** No zone is farther from UTC: +14:00 (Kiritimati) and -12:00. An hour more on each side costs nothing. */
const EARLIEST_OFFSET_MS = -13 * HOUR_MS;
const LATEST_OFFSET_MS = 15 * HOUR_MS;
/** A year, and what is looked back at: some 50 KB. */
const MAX_MIDNIGHTS = 1000;

/**
 * A time zone, seen by somebody who crosses days off a calendar: every local time comes exactly once, and never before an earlier one.
 *
 * ```
 * local  01:00 ── 02:00 ══ 03:00 ── 04:00      forward: 02:00 to 03:00 comes at the moment of the jump, all of it at once
 * local  01:00 ── 02:00 ── 03:00               back: 02:00 to 03:00 has come the first time; while the clock repeats it,
 *                 02:00 ·· 03:00 ── 04:00      nothing comes
 * ```
 *
 * So the two functions are each other's inverse and rise with their argument, and whoever asks "what was due last" needs to know
 * nothing of the changing of clocks.
 */
export class Zone {
  /** IANA name, as it was given. */
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #midnights = new Map<number, number>();

  /** Throws FramedError 'time-zone-unknown'. */
  constructor(name: string) {
    this.name = name;
    try {
      this.#format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
        timeZone: name,
        hourCycle: 'h23',
        ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
      });
    } catch (error) {
      throw new FramedError('time-zone-unknown', `There is no time zone "${name}".`, { cause: error });
    }
  }

  /** What the clock on the wall reads at a moment. */
  readingAt(ms: number): LocalMs {
    return ms + this.#offsetAt(ms);
  }

  /** The latest local time that has come by a moment: its reading, or while an hour is repeated, the end of that hour. */
  reachedAt(ms: number): LocalMs {
    const readingMs = this.readingAt(ms);
    const beforeMs = ms - DAY_MS;
    const before = this.#offsetAt(beforeMs);
    if (before <= this.#offsetAt(ms)) return readingMs;
    return Math.max(readingMs, this.#changeBetween(beforeMs, ms) + before - 1);
  }

  /** The moment at which a local time comes: the first with such a reading, else the one at which the clock jumps over it. */
  instantOf(localMs: LocalMs): number {
    const fromMs = localMs - LATEST_OFFSET_MS;
    const toMs = localMs - EARLIEST_OFFSET_MS;
    const [before, after] = [this.#offsetAt(fromMs), this.#offsetAt(toMs)];
    if (before === after) return localMs - before;
    const changeMs = this.#changeBetween(fromMs, toMs);
    return localMs - before < changeMs ? localMs - before : Math.max(localMs - after, changeMs);
  }

  /** The moment of the change of offset between two moments that differ in it. Changes come on whole seconds. */
  #changeBetween(fromMs: number, toMs: number): number {
    const before = this.#offsetAt(fromMs);
    let [first, last] = [Math.floor(fromMs / 1000), Math.ceil(toMs / 1000)];
    while (last - first > 1) {
      const middle = Math.floor((first + last) / 2);
      if (this.#offsetAt(middle * 1000) === before) first = middle;
      else last = middle;
    }
    return last * 1000;
  }

  /**
   * Local time less UTC. A day whose midnights (of UTC) have the same offset has it throughout: nowhere are clocks changed twice in a day.
   * That is remembered, since asking Intl costs some 10 µs.
   */
  #offsetAt(ms: number): number {
    const day = Math.floor(ms / DAY_MS);
    const offset = this.#offsetOfMidnight(day);
    return offset === this.#offsetOfMidnight(day + 1) ? offset : this.#readOffset(ms);
  }

  #offsetOfMidnight(day: number): number {
    const known = this.#midnights.get(day);
    if (known !== undefined) return known;
    const offset = this.#readOffset(day * DAY_MS);
    if (this.#midnights.size >= MAX_MIDNIGHTS) this.#midnights.clear();
    this.#midnights.set(day, offset);
    return offset;
  }

  #readOffset(ms: number): number {
    const seconds = Math.floor(ms / 1000) * 1000;
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.#format.formatToParts(seconds)) parts[type] = Number(value);
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
  }
}
