import { MAX_FPS } from './limits.js';

/** How a clip's timing is written: `durationsMs` only where it varies. */
export interface ClipTiming {
  readonly fps: number;
  readonly durationsMs?: Float64Array;
  readonly totalMs: number;
}

/** What the writer saw of the clip's clock. */
export interface SeenTiming {
  /** Where each stored frame begins, in whole microseconds. */
  readonly startsUs: Float64Array;
  readonly endUs: number;
  /** Frames that were offered: more than the stored ones where some stand longer. */
  readonly offeredFrames: number;
  /** What the caller calls the clip's rate, if it is constant. */
  readonly fps: number | undefined;
  /** Whether each offered frame began where `fps` puts it. */
  readonly onGrid: boolean;
}

/** Decides between a constant rate and durations. Sums of durations are exact: each is a difference of whole microseconds. */
export function describeTiming({ startsUs, endUs, offeredFrames, fps, onGrid }: SeenTiming): ClipTiming {
  const frames = startsUs.length;
  const totalUs = endUs - (startsUs[0] ?? 0);
  const totalMs = totalUs / 1000;
  if (fps !== undefined && onGrid && frames === offeredFrames) return { fps, totalMs: (frames * 1000) / fps };
  const durationsUs = startsUs.map((startUs, index) => (startsUs[index + 1] ?? endUs) - startUs);
  const meanFps = (frames * 1e6) / totalUs;
  if (isEven(durationsUs) && meanFps <= MAX_FPS) return { fps: meanFps, totalMs };
  const nominalFps = fps ?? Math.min((offeredFrames * 1e6) / totalUs, MAX_FPS);
  return { fps: nominalFps, durationsMs: durationsUs.map((us) => us / 1000), totalMs };
}

/** 30000/1001 in whole microseconds is 33,366 or 33,367. */
function isEven(durationsUs: Float64Array): boolean {
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (const us of durationsUs) {
    shortest = Math.min(shortest, us);
    longest = Math.max(longest, us);
  }
  return longest - shortest <= 1;
}
