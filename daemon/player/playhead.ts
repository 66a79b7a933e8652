/** The timing of a clip; a FrameZipReader is one. */
export interface ClipTimeline {
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
 * thousand times ends exactly when it should.
 */
export class Playhead {
  /** Length of one pass. */
  readonly passMs: number;
  /** Length of the visit. */
  readonly visitMs: number;
  readonly #timeline: ClipTimeline;
  /** A still is one frame, however many its clip has. */
  readonly #frames: number;
  #pass = 0;
  #frame = 0;
  #startMs = 0;

  constructor(timeline: ClipTimeline, { durationMs, loops = 1, stillMs }: VisitTiming) {
    const isStill = timeline.totalMs <= 0;
    this.#timeline = timeline;
    this.#frames = isStill ? 1 : timeline.frameCount;
    this.passMs = isStill ? (durationMs ?? stillMs) : timeline.totalMs;
    this.visitMs = durationMs ?? this.passMs * loops;
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
    return this.#pass * this.passMs;
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
    if (this.#frame === this.#frames) {
      this.#frame = 0;
      this.#pass++;
    }
  }

  #endMs(): number {
    if (this.#frame === this.#frames - 1) return (this.#pass + 1) * this.passMs;
    return this.passStartMs + this.#timeline.startMs(this.#frame + 1);
  }
}
