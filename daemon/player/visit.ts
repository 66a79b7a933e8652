import type { PlayableClip } from './clip-cache.js';
import { Playhead } from './playhead.js';
import type { NumberedEntry } from './program.js';

/** One turn of an entry in the program, as the producer walks through it. */
export interface Visit {
  readonly serial: number;
  readonly entry: NumberedEntry;
  readonly clip: PlayableClip;
  readonly stillMs: number;
  readonly playhead: Playhead;
  /** Where the visit's own zero lies in pts. */
  readonly zeroPtsMs: number;
  /** In the sequence; changes with the program. */
  place: number;
  /** Frames of it that went into the ring. */
  published: number;
}

export interface VisitStart {
  serial: number;
  entry: NumberedEntry;
  clip: PlayableClip;
  stillMs: number;
  place: number;
  /** Pts of the first frame. */
  ptsMs: number;
  /** Where in the visit to begin. Past its end means its end: {@link END_MS} of its last frame. */
  startMs: number;
}

export function beginVisit({ ptsMs, startMs, ...start }: VisitStart): Visit {
  const { entry, clip, stillMs } = start;
  const playhead = new Playhead(clip, { durationMs: entry.durationMs, loops: entry.loops, stillMs });
  const startInsideMs = Math.max(0, Math.min(startMs, playhead.reachMs - END_MS));
  playhead.seek(startInsideMs);
  return { ...start, playhead, zeroPtsMs: ptsMs - startInsideMs, published: 0 };
}

/** What is left to see of a clip when one seeks past its end, in milliseconds. */
export const END_MS = 1;

/** Whether the entry is the same but for the file of its frames. A still has its one frame in the ring, so it does not count. */
export function hasOtherFrames(visit: Visit, { path, durationMs, loops }: NumberedEntry): boolean {
  const { entry, playhead } = visit;
  const isStill = playhead.growth === 'ended' && visit.clip.totalMs <= 0;
  return !isStill && path !== entry.path && durationMs === entry.durationMs && loops === entry.loops;
}

/** Whether a visit would go on otherwise if it began under the new program. */
export function isAltered(visit: Visit, entry: NumberedEntry, stillMs: number): boolean {
  const { path, durationMs, loops } = visit.entry;
  // The same frames, wherever they lie now.
  const isGrown = visit.entry.growing === true && entry.growing !== true && visit.clip.refresh?.() === 'ended';
  const isUntimedStill = visit.clip.totalMs <= 0 && durationMs === undefined;
  return (
    (path !== entry.path && !isGrown) ||
    durationMs !== entry.durationMs ||
    loops !== entry.loops ||
    (isUntimedStill && visit.stillMs !== stillMs)
  );
}
