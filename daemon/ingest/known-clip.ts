import { type Look, lookReplacement } from '../protocol/look.js';
import type { IngestRoom } from './ingest-room.js';
import type { Taken } from './intake.js';

/** The clip is whole; what was chosen with the file this time is chosen for the clip. */
export function takeAsKnown({ library }: IngestRoom, clipId: string, look: Look | undefined): Taken {
  if (look !== undefined) library.change(clipId, { look: lookReplacement(look) });
  return { clipId, known: true };
}

/** Whether a clip is there, with its original and the frames for this look. */
export function isComplete({ library, plans }: IngestRoom, clipId: string, look: Look | undefined): boolean {
  return library.originalPath(clipId) !== undefined && library.renditionPath(clipId, plans.keyFor(look)) !== undefined;
}
