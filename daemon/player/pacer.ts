import { JUMP } from './frame-header.js';

/** What the pacer must know of a frame that waits in the ring. */
export interface QueuedFrame {
  readonly ptsMs: number;
  readonly durationMs: number;
  readonly flags: number;
}

/** The frames that wait, oldest first. A FrameRing is one. */
export interface FrameQueue {
  readonly length: number;
  header(index: number): QueuedFrame;
}

export type Decision =
  /** Show frame `drop` of the queue; the ones before it are dropped. `reanchored`: the timeline was moved to now. */
  | { readonly action: 'present'; readonly drop: number; readonly deadlineMs: number; readonly reanchored: boolean }
  /** Nothing is due for `ms` (Infinity: until something changes). `underrun`: a deadline has just passed with nothing to show. */
  | { readonly action: 'wait'; readonly ms: number; readonly underrun: boolean };

/**
 * Frame pacing: when to show which frame. Pure: it is told the time and the queue, and touches neither.
 *
 * Deadline of a frame = anchor + pts. The anchor is set once, at the first frame after a jump, and pts runs on over all clips, so no
 * error of one wait is handed to the next: nothing drifts. A pause moves the anchor by its length.
 *
 *     not due          wait until it is
 *     due              show the newest due frame, drop the older ones: being late is made good by skipping
 *     too late         where that would skip more than REANCHOR_MS, skip nothing: the timeline moves to now
 *     nothing queued   an underrun, counted once, unless nothing is expected (idle); then the next frame starts afresh
 */
export class Pacer {
  readonly #paced: boolean;
  /** NaN before the first frame. */
  #anchorMs = Number.NaN;
  #pausedAtMs: number | undefined;
  /** Where the frame that shows ends, in pts. */
  #endPtsMs = 0;
  /** What the queue ran dry as, until the next frame: counted already, or excused. */
  #dry: 'no' | 'underrun' | 'idle' = 'no';

  /** @param options.paced false: show every frame as soon as it is there. For benchmarks. */
  constructor({ paced = true }: { paced?: boolean } = {}) {
    this.#paced = paced;
  }

  get anchorMs(): number {
    return this.#anchorMs;
  }

  get pausedAtMs(): number | undefined {
    return this.#pausedAtMs;
  }

  setPaused(paused: boolean, nowMs: number): void {
    if (paused) {
      this.#pausedAtMs ??= nowMs;
    } else if (this.#pausedAtMs !== undefined) {
      this.#anchorMs += nowMs - this.#pausedAtMs;
      this.#pausedAtMs = undefined;
    }
  }

  /** @param idle whether nothing is expected: the producer has no more for now, or is on its way elsewhere. */
  decide(nowMs: number, queue: FrameQueue, idle: boolean): Decision {
    if (queue.length === 0) return this.#runDry(nowMs, idle);
    const first = queue.header(0);
    if (first.flags & JUMP || Number.isNaN(this.#anchorMs)) return this.#startAfresh(nowMs, first);
    if (this.#pausedAtMs !== undefined) return WAIT_FOREVER;
    if (!this.#paced) return this.#present(0, first, nowMs, false);

    const untilDueMs = this.#deadlineMs(first) - nowMs;
    if (untilDueMs > EARLY_MS) return { action: 'wait', ms: untilDueMs, underrun: false };
    if (this.#dry === 'idle' && untilDueMs < 0) return this.#moveTimeline(nowMs, first);

    const drop = this.#newestDue(nowMs, queue);
    const newest = queue.header(drop);
    if (nowMs - this.#deadlineMs(newest) > REANCHOR_MS) return this.#moveTimeline(nowMs, queue.header(0));
    return this.#present(drop, newest, this.#deadlineMs(newest), false);
  }

  /** A frame after a jump is shown now, paused or not; where it is paused, the pause begins anew with it. */
  #startAfresh(nowMs: number, first: QueuedFrame): Decision {
    if (this.#pausedAtMs !== undefined) this.#pausedAtMs = nowMs;
    this.#anchorMs = nowMs - first.ptsMs;
    return this.#present(0, first, nowMs, false);
  }

  #moveTimeline(nowMs: number, first: QueuedFrame): Decision {
    const afterIdling = this.#dry === 'idle';
    this.#anchorMs = nowMs - first.ptsMs;
    return this.#present(0, first, nowMs, !afterIdling);
  }

  #present(drop: number, frame: QueuedFrame, deadlineMs: number, reanchored: boolean): Decision {
    this.#dry = 'no';
    this.#endPtsMs = frame.ptsMs + frame.durationMs;
    return { action: 'present', drop, deadlineMs, reanchored };
  }

  /** Index of the newest frame that is due. A frame after a jump ends the search: what follows it has another anchor. */
  #newestDue(nowMs: number, queue: FrameQueue): number {
    let newest = 0;
    while (newest + 1 < queue.length) {
      const next = queue.header(newest + 1);
      if (next.flags & JUMP || this.#deadlineMs(next) > nowMs) break;
      newest++;
    }
    return newest;
  }

  #runDry(nowMs: number, idle: boolean): Decision {
    if (this.#pausedAtMs !== undefined || Number.isNaN(this.#anchorMs) || this.#dry !== 'no') return WAIT_FOREVER;
    const untilDueMs = this.#anchorMs + this.#endPtsMs - nowMs;
    if (untilDueMs > 0) return { action: 'wait', ms: untilDueMs, underrun: false };
    this.#dry = idle ? 'idle' : 'underrun';
    return { action: 'wait', ms: Number.POSITIVE_INFINITY, underrun: !idle };
  }

  #deadlineMs(frame: QueuedFrame): number {
    return this.#anchorMs + frame.ptsMs;
  }
}

const WAIT_FOREVER: Decision = { action: 'wait', ms: Number.POSITIVE_INFINITY, underrun: false };

/** A wait may end some microseconds early; sleeping again for those would cost more than they matter. */
const EARLY_MS = 0.05;

/**
 * Skipping up to a second is taken for a hiccup, and the programme stays on its clock. A longer gap (the process was stopped, a card
 * that hung) means the picture stood for so long that people saw it stand: then they want what comes next, not what they missed.
 */
export const REANCHOR_MS = 1000;
