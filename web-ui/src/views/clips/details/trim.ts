import type { Look } from '../../../../../daemon/protocol/look.js';
import { withMember } from './draft.js';
import type { SourceFacts } from './source-facts.js';

/** What is taken of a clip: [startMs, endMs) on its own clock. */
export interface Trim {
  readonly startMs: number;
  readonly endMs: number;
}

type Length = Pick<SourceFacts, 'durationMs' | 'frameMs'>;

export function trimOf({ startMs = 0, lengthMs }: Look, { durationMs }: Length): Trim {
  return {
    startMs: Math.min(startMs, durationMs),
    endMs: lengthMs === undefined ? durationMs : Math.min(durationMs, startMs + lengthMs),
  };
}

/** The beginning moved, on whole frames; it pushes the end along, and leaves one frame at least. */
export function withStart({ endMs }: Trim, ms: number, { durationMs, frameMs }: Length): Trim {
  const startMs = clamp(toFrame(ms, frameMs), 0, Math.max(0, durationMs - frameMs));
  return { startMs, endMs: Math.max(endMs, startMs + frameMs) };
}

/** The end moved; it pushes the beginning along. */
export function withEnd({ startMs }: Trim, ms: number, { durationMs, frameMs }: Length): Trim {
  const isLast = ms > durationMs - frameMs / 2;
  const endMs = isLast ? durationMs : clamp(toFrame(ms, frameMs), Math.min(frameMs, durationMs), durationMs);
  return { startMs: Math.min(startMs, Math.max(0, endMs - frameMs)), endMs };
}

/** The look that takes this; what is all of the clip is no choice. */
export function withTrim(look: Look, { startMs, endMs }: Trim, { durationMs }: Length): Look {
  const started = withMember(look, 'startMs', startMs === 0 ? undefined : round(startMs));
  return withMember(started, 'lengthMs', endMs >= durationMs ? undefined : round(endMs - startMs));
}

function toFrame(ms: number, frameMs: number): number {
  return Math.round(ms / frameMs) * frameMs;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** To a microsecond: enough for any frame, and short to write. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
