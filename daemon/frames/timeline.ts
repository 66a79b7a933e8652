/** When each frame of a clip shows: constant (fps) or by durations, kept as starts so that nothing is summed twice. */
export class Timeline {
  readonly frameCount: number;
  /** One pass, in milliseconds; 0 for a still. */
  readonly totalMs: number;
  readonly #frameMs: number;
  readonly #fps: number;
  /** frameCount + 1 starts, where timing varies. */
  readonly #startsMs: Float64Array | undefined;

  /** @param fps 0: a still. @param durationsMs taken as whole microseconds: sums of those are exact, sums of milliseconds are not. */
  constructor(frameCount: number, fps: number, durationsMs?: Float64Array) {
    this.frameCount = frameCount;
    this.#fps = fps;
    this.#frameMs = fps > 0 ? 1000 / fps : 0;
    this.#startsMs = durationsMs && accumulate(durationsMs);
    this.totalMs = this.startMs(frameCount);
  }

  /** @param index 0 to frameCount; the last is the end of the pass. */
  startMs(index: number): number {
    if (this.#startsMs) return this.#startsMs[index] ?? Number.NaN;
    return this.#fps > 0 ? (index * 1000) / this.#fps : 0;
  }

  /** 0 for a still. */
  durationMs(index: number): number {
    return this.#startsMs ? this.startMs(index + 1) - this.startMs(index) : this.#frameMs;
  }

  /** The frame that shows at `ms` of the pass; before it the first, after it the last. startMs(i) is in frame i. */
  frameAt(ms: number): number {
    if (!(ms > 0)) return 0;
    const last = this.frameCount - 1;
    if (ms >= this.totalMs) return last;
    if (this.#startsMs) return lastAtOrBefore(this.#startsMs, ms, last);
    // The product may be off by one unit in the last place, either way.
    const index = Math.min(Math.floor((ms * this.#fps) / 1000), last);
    if (this.startMs(index) > ms) return index - 1;
    return index < last && this.startMs(index + 1) <= ms ? index + 1 : index;
  }
}

function accumulate(durationsMs: Float64Array): Float64Array {
  const startsMs = new Float64Array(durationsMs.length + 1);
  let us = 0;
  durationsMs.forEach((durationMs, index) => {
    us += Math.max(1, Math.round(durationMs * 1000));
    startsMs[index + 1] = us / 1000;
  });
  return startsMs;
}

/** Index of the last start at or before `ms`, among 0 to `last`; 0 where there is none. @param startsMs rising. */
export function lastAtOrBefore(startsMs: Float64Array, ms: number, last: number): number {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((startsMs[middle] ?? 0) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
