import { isDeepStrictEqual } from 'node:util';
import { toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import { describeAction, type ScheduledAction } from '../protocol/schedule.js';
import type { ScheduleEntry } from './entry.js';
import type { Touch } from './hand-playback.js';
import type { Hands } from './hands.js';
import { formatLocal } from './local-time.js';
import { LASTING_KINDS, type LastingKind, type Occurrence, type Plan, passingAt, planAt } from './plan.js';
import type { Stage } from './stage.js';
import type { Zone } from './zone.js';

/** `next` and `reload` that were missed by more than this are not made up for: the moment for which somebody wanted them is over. */
const PASSING_GRACE_MS = 60_000;
/**
 * A clock that is set back by less repeats a time: what was due in it has happened. By more, it was wrong: the new time holds, and what is due in it
 * happens. The limit is that of Debian's cron(8), which knows the same question.
 */
const REPEATED_AT_MOST_MS = 3 * 60 * 60 * 1000;

export interface CaretakerOptions {
  stage: Stage;
  hands: Hands;
  log: Log;
}

/**
 * Does what is due, and only that. It is told the time and asks what should be showing by now; what differs from what it did last, it does. So it
 * comes to the same after a restart, a suspend or a clock that was set; only `next` and `reload` are a matter of the moment.
 */
export class Caretaker {
  readonly #options: CaretakerOptions;
  /** Everything due up to here has happened, in milliseconds since the epoch; undefined before the first time. */
  #doneMs: number | undefined;
  /** What was done last of each kind. */
  readonly #done = new Map<LastingKind, { atMs: number; action: ScheduledAction }>();

  constructor(options: CaretakerOptions) {
    this.#options = options;
  }

  /** Brings everything to where it should be when the clock reads `wallMs`. Returns the time up to which all is done: never less than before. */
  catchUp(wallMs: number, entries: readonly ScheduleEntry[], zone: Zone): number {
    if (this.#isCorrected(wallMs)) this.#forgetFuture(wallMs);
    const fromMs = this.#doneMs ?? wallMs;
    const nowMs = Math.max(wallMs, fromMs);
    this.#doneMs = nowMs;
    this.#options.hands.clamp(nowMs);
    const reachedMs = zone.reachedAt(nowMs);
    this.#doLasting(planAt(entries, reachedMs), nowMs, zone);
    for (const { entry, localMs } of passingAt(entries, reachedMs)) {
      const atMs = zone.instantOf(localMs);
      if (atMs > fromMs && nowMs - atMs <= PASSING_GRACE_MS) this.#do({ entry, localMs }, nowMs - atMs);
    }
    return nowMs;
  }

  /** Whether the clock has been set back so far that what was done before says nothing. */
  #isCorrected(wallMs: number): boolean {
    return this.#doneMs !== undefined && wallMs < this.#doneMs - REPEATED_AT_MOST_MS;
  }

  /** What was done at times that are still to come was done by a wrong clock, and will be due. */
  #forgetFuture(wallMs: number): void {
    this.#doneMs = wallMs;
    for (const [kind, { atMs }] of this.#done) if (atMs > wallMs) this.#done.delete(kind);
  }

  /** Somebody changed something by hand, when the clock read that. */
  touched(touch: Touch, wallMs: number): void {
    const { hands } = this.#options;
    // While nobody knows the time it was just now, whenever that will turn out to be.
    const atMs = this.#doneMs === undefined ? Number.POSITIVE_INFINITY : Math.max(wallMs, this.#doneMs);
    if (touch.kind === 'display' && !touch.on) hands.forget('display');
    hands.touch(touch.kind, atMs);
  }

  #doLasting(plan: Plan, nowMs: number, zone: Zone): void {
    const { hands } = this.#options;
    for (const kind of LASTING_KINDS) {
      const occurrence = plan.get(kind);
      if (occurrence === undefined) {
        this.#endLasting(kind);
        continue;
      }
      const atMs = zone.instantOf(occurrence.localMs);
      const due = { atMs, action: occurrence.entry.action };
      if (hands.holdsSince(kind, atMs) || isDeepStrictEqual(due, this.#done.get(kind))) continue;
      if (!this.#do(occurrence, nowMs - atMs)) continue;
      this.#done.set(kind, due);
      hands.release(kind);
    }
  }

  /** The schedule says nothing of this kind any more: what it made dark, it leaves light. */
  #endLasting(kind: LastingKind): void {
    const { hands, stage } = this.#options;
    const done = this.#done.get(kind);
    this.#done.delete(kind);
    const isDark = done?.action.type === 'display' && !done.action.on && !hands.holdsSince(kind, done.atMs);
    if (isDark) stage.do({ type: 'display', on: true }, 0);
  }

  /** Returns whether it could be done. */
  #do({ entry, localMs }: Occurrence, ageMs: number): boolean {
    const { stage, log } = this.#options;
    const fields = { entry: entry.name, due: formatLocal(localMs) };
    try {
      stage.do(entry.action, ageMs);
      log.info(describeAction(entry.action), fields);
      return true;
    } catch (error) {
      log.warn(`${describeAction(entry.action)} cannot be done: ${toPlainError(error).message}`, fields);
      return false;
    }
  }
}
