import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.js';
import type { Timers } from '../control/timers.js';
import { toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import { type ClockTrust, describeAction, type ScheduledAction } from '../protocol/schedule.js';
import { nextOccurrence } from './calendar.js';
import type { ClockJudge } from './clock-judge.js';
import type { ScheduleEntry } from './entry.js';
import type { Touch } from './hand-playback.js';
import type { Hands } from './hands.js';
import { formatLocal } from './local-time.js';
import { LASTING_KINDS, type LastingKind, lastingKindOf, type Occurrence, planAt } from './plan.js';
import type { Stage } from './stage.js';
import type { Zone } from './zone.js';

/** A clock that is set tells nobody: the machine's is looked at so often. A jump is noticed, and its events happen, within that time. */
const LOOK_MS = 15_000;
/** `next` and `reload` that were missed by more than this are not made up for: the moment for which somebody wanted them is over. */
const PASSING_GRACE_MS = 60_000;
/**
 * A clock that is set back by less repeats a time: what was due in it has happened. By more, it was wrong: the new time holds, and what is due in it
 * happens. The limit is that of Debian's cron(8), which knows the same question.
 */
const REPEATED_AT_MOST_MS = 3 * 60 * 60 * 1000;

/** What the schedule is, as the configuration has it. */
export interface SchedulePlan {
  entries: readonly ScheduleEntry[];
  zone: Zone;
  judge: ClockJudge;
}

export interface ScheduleOptions {
  plan: SchedulePlan;
  clock: Clock;
  timers: Timers;
  stage: Stage;
  hands: Hands;
  log: Log;
  /** Something about it changed: what is next, whether the clock is believed, or what plays. */
  onChange: () => void;
}

/**
 * Makes things happen when they are due, and what is true hold.
 *
 * It does not count on timers: at each look it asks what should be showing by now, and does what differs from what it did last. So it comes to the
 * same after a restart, a suspend or a clock that was set; only `next` and `reload` are a matter of the moment.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  #plan: SchedulePlan;
  /** Everything due up to here has happened, in milliseconds since the epoch; undefined before the clock is believed. */
  #doneMs: number | undefined;
  #nextMs = Number.POSITIVE_INFINITY;
  /** What was done last of each kind. */
  readonly #done = new Map<LastingKind, { atMs: number; action: ScheduledAction }>();
  #trust: ClockTrust;
  #cancelLook: (() => void) | undefined;

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#trust = { trusted: false, because: 'not-in-step' };
  }

  get plan(): SchedulePlan {
    return this.#plan;
  }

  get trust(): ClockTrust {
    return this.#trust;
  }

  /** What should be showing shows when this returns, where the clock is believed. */
  start(): void {
    this.#options.hands.start();
    this.#look();
  }

  /** Safe to call twice. */
  stop(): void {
    this.#cancelLook?.();
    this.#cancelLook = undefined;
  }

  /** Takes another schedule; what should be showing by it shows at once. */
  change(plan: SchedulePlan): void {
    this.#plan = plan;
    this.refresh();
  }

  /** To be called when playlists changed: one that was missing may be there. */
  refresh(): void {
    this.#nextMs = Number.NEGATIVE_INFINITY;
    if (this.#cancelLook) this.#look();
  }

  /** Somebody changed something by hand. */
  touched(touch: Touch): void {
    const { hands, clock } = this.#options;
    const nowMs = this.#doneMs === undefined ? Number.POSITIVE_INFINITY : Math.max(clock.wallMs(), this.#doneMs);
    if (touch.kind === 'display' && !touch.on) hands.forget('display');
    hands.touch(touch.kind, nowMs);
  }

  readonly #look = (): void => {
    this.#cancelLook?.();
    const { clock, timers, onChange } = this.#options;
    const nowMs = clock.wallMs();
    const trust = this.#plan.judge.judge(nowMs);
    const hasChanged = !isDeepStrictEqual(trust, this.#trust);
    this.#trust = trust;
    if (!trust.trusted) void this.#ask();
    const hasActed = trust.trusted && this.#catchUp(nowMs);
    const untilNextMs = trust.trusted ? this.#nextMs - nowMs : Number.POSITIVE_INFINITY;
    this.#cancelLook = timers.after(Math.max(1, Math.min(LOOK_MS, untilNextMs)), this.#look);
    if (hasChanged || hasActed) onChange();
  };

  async #ask(): Promise<void> {
    const { judge } = this.#plan;
    await judge.ask();
    const isStarted = this.#cancelLook !== undefined;
    if (isStarted && judge === this.#plan.judge && judge.judge(this.#options.clock.wallMs()).trusted) this.#look();
  }

  /** Brings everything to where it should be by now. Returns whether there was anything to look at. */
  #catchUp(wallMs: number): boolean {
    const { hands } = this.#options;
    const knownMs = this.#doneMs ?? wallMs;
    const isCorrected = wallMs < knownMs - REPEATED_AT_MOST_MS;
    const fromMs = isCorrected ? wallMs : knownMs;
    const nowMs = Math.max(wallMs, fromMs);
    const isFirst = this.#doneMs === undefined;
    this.#doneMs = nowMs;
    if (isFirst || isCorrected) hands.clamp(nowMs);
    else if (nowMs < this.#nextMs) return false;

    const { entries, zone } = this.#plan;
    const reachedMs = zone.reachedAt(nowMs);
    this.#doLasting(nowMs);
    for (const entry of entries) this.#doPassing(entry, fromMs, nowMs);
    const next = nextOccurrence(entries, reachedMs);
    this.#nextMs = next === undefined ? Number.POSITIVE_INFINITY : zone.instantOf(next.localMs);
    return true;
  }

  #doLasting(nowMs: number): void {
    const { hands } = this.#options;
    const { entries, zone } = this.#plan;
    const plan = planAt(entries, zone.reachedAt(nowMs));
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
    const done = this.#done.get(kind);
    this.#done.delete(kind);
    const isDark =
      done?.action.type === 'display' && !done.action.on && !this.#options.hands.holdsSince(kind, done.atMs);
    if (isDark) this.#options.stage.do({ type: 'display', on: true }, 0);
  }

  #doPassing(entry: ScheduleEntry, fromMs: number, nowMs: number): void {
    if (!entry.enabled || lastingKindOf(entry.action) !== undefined) return;
    const { zone } = this.#plan;
    const localMs = entry.pattern.last(zone.reachedAt(nowMs));
    if (localMs === undefined) return;
    const atMs = zone.instantOf(localMs);
    if (atMs > fromMs && nowMs - atMs <= PASSING_GRACE_MS) this.#do({ entry, localMs }, nowMs - atMs);
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
