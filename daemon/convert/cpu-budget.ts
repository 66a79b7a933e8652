import type { MediaFacts } from './media-facts.js';

/** Loading ffmpeg, and a still of the largest kind on the slowest machine: a minute of four cores. */
const BASE_MS = 240_000;
/** Pixels decoded and scaled in a millisecond of processor time; a Pi Zero manages 4,000 of H.264. */
const SLOWEST_PIXELS_PER_MS = 1000;
/** Where the file does not say. */
const USUAL_RATE = 60;

/**
 * The processor time that a file can be worth, by what its headers say of it: a thumbnail that keeps a core busy for an hour is none. Undefined where
 * they do not say how long it is; then only the clock on the wall counts.
 */
export function cpuBudgetMs({ width, height, timing }: MediaFacts): number | undefined {
  const { kind, frames, durationMs, rate = USUAL_RATE } = timing;
  const pictures =
    kind === 'still' ? 1 : (frames ?? (durationMs === undefined ? undefined : (durationMs / 1000) * rate));
  return pictures === undefined ? undefined : BASE_MS + (pictures * width * height) / SLOWEST_PIXELS_PER_MS;
}
