import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.js';
import type { Timers } from '../control/timers.js';
import type { ClockTrust } from '../protocol/schedule.js';
import { nextOccurrence } from './calendar.js';
import type { Caretaker } from './caretaker.js';
import type { ClockJudge } from './clock-judge.js';
import type { ScheduleEntry } from './entry.js';
import type { Touch } from './hand-playback.js';
import type { Zone } from './zone.js';

const DEFAULT_LOOK_MS = 15_000;
/** Whether the clock may be believed is not only looked up, but asked, so often: that starts a program. */
const ASK_MS = 60_000;

/** What the schedule is, as the configuration has it. */
export interface SchedulePlan {
  entries: readonly ScheduleEntry[];
  /** Asked at each look: the machine's may be set while we run. */
  zone: () => Zone;
  judge: ClockJudge;
}

export interface ScheduleOptions {
  plan: SchedulePlan;
  clock: Clock;
  timers: Timers;
  caretaker: Caretaker;
  /** Something about it changed: what is next, whether the clock is believed, or what plays. */
  onChange: () => void;
  /**
   * A clock that is set tells nobody: it is looked at so often. A jump is noticed, and what it makes due happens, within that time.
   * Default: 15 s.
   */
  lookMs?: number;
}

/** Lets the caretaker come when something is due, and whenever that may have changed. Does nothing while the clock is not believed. */
export class Schedule {
  readonly #options: ScheduleOptions;
  #plan: SchedulePlan;
  #zone: Zone;
  #trust: ClockTrust = { trusted: false, because: 'not-in-step' };
  /** Up to here nothing is due: in milliseconds since the epoch. */
  #nextMs = Number.NEGATIVE_INFINITY;
  /** At the last visit. */
  #visitedMs = Number.NEGATIVE_INFINITY;
  #askedMs = Number.NEGATIVE_INFINITY;
  #isStarted = false;
  #cancelLook = () => {};

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#zone = options.plan.zone();
  }

  get entries(): readonly ScheduleEntry[] {
    return this.#plan.entries;
  }

  /** The one it goes by now. */
  get zone(): Zone {
    return this.#zone;
  }

  get trust(): ClockTrust {
    return this.#trust;
  }

  /** What should be showing shows when this returns, where the clock is believed. */
  start(): void {
    this.#isStarted = true;
    this.#look();
  }

  /** Safe to call twice. */
  stop(): void {
    this.#isStarted = false;
    this.#cancelLook();
  }

  /** Takes another schedule; what should be showing by it shows at once. */
  change(plan: SchedulePlan): void {
    this.#plan = plan;
    this.refresh();
  }

  /** To be called when playlists changed: one that was missing may be there. */
  refresh(): void {
    this.#nextMs = Number.NEGATIVE_INFINITY;
    if (this.#isStarted) this.#look();
  }

  /** Somebody changed something by hand. */
  touched(touch: Touch): void {
    this.#options.caretaker.touched(touch, this.#options.clock.wallMs());
  }

  readonly #look = (): void => {
    this.#cancelLook();
    const { clock, timers, onChange, lookMs = DEFAULT_LOOK_MS } = this.#options;
    const { entries, judge } = this.#plan;
    const nowMs = clock.wallMs();
    const trust = judge.judge(nowMs);
    const zone = this.#plan.zone();
    const isNews = zone !== this.#zone || !isDeepStrictEqual(trust, this.#trust);
    this.#trust = trust;
    this.#zone = zone;
    // Between two events there is nothing to do, unless the clock was set back, or other hours hold.
    const isDue = trust.trusted && (isNews || nowMs >= this.#nextMs || nowMs < this.#visitedMs);
    if (isDue) this.#visit(nowMs);
    const hasEntries = entries.some(({ enabled }) => enabled);
    if (!trust.trusted && hasEntries) void this.#ask();
    const untilMs = trust.trusted ? this.#nextMs - nowMs : lookMs;
    if (hasEntries) this.#cancelLook = timers.after(Math.max(1, Math.min(lookMs, untilMs)), this.#look);
    if (isNews || isDue) onChange();
  };

  #visit(nowMs: number): void {
    const { entries } = this.#plan;
    const doneMs = this.#options.caretaker.catchUp(nowMs, entries, this.#zone);
    const next = nextOccurrence(entries, this.#zone.reachedAt(doneMs));
    this.#nextMs = next === undefined ? Number.POSITIVE_INFINITY : this.#zone.instantOf(next.localMs);
    this.#visitedMs = nowMs;
  }

  async #ask(): Promise<void> {
    const { clock } = this.#options;
    const { judge } = this.#plan;
    if (clock.monotonicMs() - this.#askedMs < ASK_MS) return;
    this.#askedMs = clock.monotonicMs();
    await judge.ask();
    if (this.#isStarted && judge.judge(clock.wallMs()).trusted) this.#look();
  }
}
