import type { ConvertOptions } from './options.js';

/** Which pictures of a sequence are shown, and when in the result. */
export interface FrameSchedule {
  /** Index into the sequence; never falls, and repeats where a rate is forced. */
  readonly indexes: readonly number[];
  /** Milliseconds from the result's begin, one for each index. */
  readonly startsMs: readonly number[];
  readonly endMs: number;
}

/**
 * Start, length and frame rate for pictures whose times are known beforehand: what ffmpeg's -ss, -t, select and fps do for files.
 *
 * @param startsMs when each picture begins, from 0, rising
 * @param endMs when the last one is over
 * @param rate a constant rate to force
 */
export function scheduleFrames(
  startsMs: readonly number[],
  endMs: number,
  {
    maxFps,
    startMs: from = 0,
    lengthMs = Number.POSITIVE_INFINITY,
  }: Pick<ConvertOptions, 'maxFps' | 'startMs' | 'lengthMs'>,
  rate: number | undefined,
): FrameSchedule {
  const until = Math.min(endMs, from + lengthMs);
  return rate === undefined ? ownTiming(startsMs, from, until, maxFps) : forcedRate(startsMs, from, until, rate);
}

/** A GIF counts in hundredths: 30 fps is 30, 30, 40 ms there, and a strict cap at 33.3 ms would halve it. */
const SHORTEST_SHARE = 0.9;
/** Binary fractions of milliseconds. */
const ROUNDING_MS = 0.001;

function ownTiming(all: readonly number[], from: number, until: number, maxFps: number): FrameSchedule {
  const shortestMs = (1000 / maxFps) * SHORTEST_SHARE - ROUNDING_MS;
  const indexes: number[] = [];
  const startsMs: number[] = [];
  all.forEach((startMs, index) => {
    const goneBefore = (all[index + 1] ?? until) <= from;
    if (goneBefore || startMs >= until) return;
    const shownMs = Math.max(0, startMs - from);
    const previous = startsMs.at(-1);
    if (previous !== undefined && shownMs - previous < shortestMs) return;
    indexes.push(index);
    startsMs.push(shownMs);
  });
  return { indexes, startsMs, endMs: until - from };
}

function forcedRate(all: readonly number[], from: number, until: number, rate: number): FrameSchedule {
  const indexes: number[] = [];
  const startsMs: number[] = [];
  const count = Math.max(until > from ? 1 : 0, Math.round(((until - from) * rate) / 1000));
  let index = 0;
  for (let i = 0; i < count; i++) {
    const shownMs = (i * 1000) / rate;
    while ((all[index + 1] ?? Number.POSITIVE_INFINITY) <= from + shownMs + 0.001) index++;
    indexes.push(index);
    startsMs.push(shownMs);
  }
  return { indexes, startsMs, endMs: (count * 1000) / rate };
}
