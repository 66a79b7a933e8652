import type { ClipFrames } from './program.js';

type Moments = Omit<ClipFrames, 'path'>;

/**
 * Where in other frames of a clip the moment is that is at `positionMs` of some; their beginning where they do not show it. Undefined where
 * both show the same moments, so that a position in one is that in the other.
 */
export function sameMoment(positionMs: number, from: Moments, to: Moments): number | undefined {
  if (from.startMs === to.startMs && from.speed === to.speed && from.durationMs === to.durationMs) return undefined;
  const onClipMs = from.startMs + positionMs * from.speed;
  const there = (onClipMs - to.startMs) / to.speed;
  return there >= 0 && there < to.durationMs ? there : 0;
}
