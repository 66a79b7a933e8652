import type { Growth } from '../frames/growing-table.js';

/** The timing of a clip; a FrameZipReader is one, and so is a GrowingZipReader. */
export interface ClipTimeline {
  /** Where it is not 'ended', frames and total are those so far. Absent: it has. */
  readonly growth?: Growth;
  readonly frameCount: number;
  /** One pass; 0: a still. */
  readonly totalMs: number;
  durationMs(index: number): number;
  startMs(index: number): number;
  frameAt(ms: number): number;
}

export interface VisitTiming {
  /** How long the visit lasts; the clip repeats or is cut to fill it. */
  readonly durationMs?: number | undefined;
  /** Passes, where there is no `durationMs`. Default: 1. */
  readonly loops?: number | undefined;
  /** One pass of a still that has no `durationMs`. */
  readonly stillMs: number;
}

/**
 * Walks through one visit of a clip, frame by frame and pass by pass. Pure.
 *
 * Every start is computed from the pass's number and the clip's own timeline, never by adding up durations, so a clip that repeats a
 * thousand times ends exactly when it should. A clip that grows has one pass, without an end until it has ended.
 */
export class Playhead {
  readonly #timeline: ClipTimeline;
  readonly #timing: VisitTiming;
  #pass = 0;
  #frame = 0;
  #startMs = 0;

  constructor(timeline: ClipTimeline, timing: VisitTiming) {
    this.#timeline = timeline;
    this.#timing = timing;
  }

  /** Length of one pass; Infinity while the clip grows. */
  get passMs(): number {
    if (this.#isOpenEnded) return Number.POSITIVE_INFINITY;
    return this.#isStill ? (this.#timing.durationMs ?? this.#timing.stillMs) : this.#timeline.totalMs;
  }

  /** Length of the visit. */
  get visitMs(): number {
    const { durationMs, loops = 1 } = this.#timing;
    return durationMs ?? this.passMs * loops;
  }

  /** How far one can seek in the visit. */
  get reachMs(): number {
    return this.#isOpenEnded ? Math.min(this.#timeline.totalMs, this.visitMs) : this.visitMs;
  }

  /** Length of one pass as far as it is there. */
  get passSoFarMs(): number {
    return this.#isOpenEnded ? this.#timeline.totalMs : this.passMs;
  }

  get growth(): Growth {
    return this.#timeline.growth ?? 'ended';
  }

  /** The next frame is not there yet. */
  get isWaiting(): boolean {
    return this.#isOpenEnded && this.#frame >= this.#timeline.frameCount;
  }

  /** Within the visit: when the frame starts, or the moment that was sought. */
  get startMs(): number {
    return this.#startMs;
  }

  get done(): boolean {
    return this.#startMs >= this.visitMs;
  }

  get frame(): number {
    return this.#frame;
  }

  get passStartMs(): number {
    return this.#pass === 0 ? 0 : this.#pass * this.passMs;
  }

  /** How long the frame stands, counted from startMs; the visit's end cuts it. */
  get durationMs(): number {
    return Math.min(this.#endMs(), this.visitMs) - this.#startMs;
  }

  /** Goes to a moment of the visit, which may lie within a frame. Past the end: done. */
  seek(visitMs: number): void {
    this.#pass = Math.floor(visitMs / this.passMs);
    const positionMs = visitMs - this.passStartMs;
    this.#frame = this.#frames === 1 ? 0 : this.#timeline.frameAt(positionMs);
    this.#startMs = visitMs;
  }

  /** Goes to the next frame. */
  advance(): void {
    this.#startMs = this.#endMs();
    this.#frame++;
    if (this.#frame === this.#frames && !this.#isOpenEnded) {
      this.#frame = 0;
      this.#pass++;
    }
  }

  #endMs(): number {
    if (this.#frame === this.#frames - 1 && !this.#isOpenEnded) return (this.#pass + 1) * this.passMs;
    return this.passStartMs + this.#timeline.startMs(this.#frame + 1);
  }

  get #isOpenEnded(): boolean {
    return this.growth !== 'ended';
  }

  get #isStill(): boolean {
    return this.#timeline.totalMs <= 0;
  }

  /** A still is one frame, however many its clip has. */
  get #frames(): number {
    return this.#isStill && !this.#isOpenEnded ? 1 : this.#timeline.frameCount;
  }
}
