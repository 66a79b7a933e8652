import type { Clip } from '../../../../../daemon/protocol/clip.js';
import type { ClipRecord } from '../../../../../daemon/protocol/clip-record.js';

/** What the details need to know of a clip's original. */
export interface SourceFacts {
  /** Width by height as people see it; undefined where nobody noted it. */
  readonly aspect: number | undefined;
  /** Of all of it, on its own clock. */
  readonly durationMs: number;
  /** From one picture to the next, about. */
  readonly frameMs: number;
}

/** A quarter turn, by EXIF's number. */
const TURNED_FROM = 5;

export function sourceFacts({ durationMs, look = {} }: Clip, record: ClipRecord | undefined): SourceFacts {
  const { width, height, sampleAspect = 1, orientation = 1, ...source } = record?.conversion?.source ?? {};
  const shown = width && height ? (width * sampleAspect) / height : undefined;
  // What is known without a record: what was taken ends no later than the clip does.
  const takenMs = (look.startMs ?? 0) + durationMs * (look.speed ?? 1);
  return {
    aspect: shown === undefined ? undefined : orientation >= TURNED_FROM ? 1 / shown : shown,
    durationMs: Math.max(takenMs, source.durationMs ?? 0),
    frameMs: 1000 / (source.rate ?? 25),
  };
}
