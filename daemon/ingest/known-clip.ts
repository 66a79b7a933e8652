import { type Look, lookReplacement } from '../protocol/look.js';
import type { IngestRoom } from './ingest-room.js';
import type { Taken } from './intake.js';

/** The clip is whole; what was chosen with the file this time is chosen for the clip. One that was thrown away is wanted again. */
export function takeAsKnown({ library }: IngestRoom, clipId: string, look: Look | undefined): Taken {
  const wasDiscarded = library.takeBack([clipId]).length > 0;
  if (look !== undefined) library.change(clipId, { look: lookReplacement(look) });
  return { clipId, known: !wasDiscarded };
}

/** Whether a clip is there, with its original and the frames for this look. */
export function isComplete({ library, plans }: IngestRoom, clipId: string, look: Look | undefined): boolean {
  return library.originalPath(clipId) !== undefined && library.renditionPath(clipId, plans.keyFor(look)) !== undefined;
}
