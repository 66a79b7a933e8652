import type { ConvertOptions } from './options.js';

/** What a speed changes of a sequence of pictures. All in milliseconds, and frames a second. */
interface Timed {
  readonly startsMs: readonly number[];
  readonly endMs: number;
  readonly rate: number | undefined;
}

/** The same pictures on the result's clock. */
export function sequenceAtSpeed<Sequence extends Timed>(sequence: Sequence, speed = 1): Sequence {
  if (speed === 1) return sequence;
  const { startsMs, endMs, rate } = sequence;
  return {
    ...sequence,
    startsMs: startsMs.map((ms) => ms / speed),
    endMs: endMs / speed,
    rate: rate === undefined ? undefined : rate * speed,
  };
}

/** Start and length, which are on the clip's own clock, on the result's. */
export function rangeAtSpeed(options: ConvertOptions): ConvertOptions {
  const { speed = 1, startMs = 0, lengthMs } = options;
  return { ...options, startMs: startMs / speed, ...(lengthMs !== undefined && { lengthMs: lengthMs / speed }) };
}
