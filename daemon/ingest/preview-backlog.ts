import { join } from 'node:path';
import type { Clip } from '../protocol/clip.js';
import { Attempts } from './attempts.js';
import type { IngestRoom } from './ingest-room.js';
import { QuietBacklog } from './quiet-backlog.js';

/** Clips that are to get a small animation of the frames they show. Those that have one, need none or were tried already are passed over. */
export function previewBacklog(room: IngestRoom): QuietBacklog {
  const attempts = new Attempts(room.library);
  return new QuietBacklog(room, { what: 'preview', make: (clip, signal) => makePreview(room, clip, attempts, signal) });
}

async function makePreview(
  { library, plans, queue, converter }: IngestRoom,
  { id, look, durationMs }: Clip,
  attempts: Attempts,
  signal: AbortSignal,
): Promise<void> {
  const frames = library.shownFrames(id, plans.wantedFor(look));
  // A still has no length.
  if (converter.animatedPreview === undefined || frames === undefined || durationMs === 0) return;
  const { path: zip, planKey } = frames;
  if (library.preview(id)?.planKey === planKey || !attempts.begin(id, planKey)) return;
  await queue.run('preview', signal, async (turn) => {
    const staging = library.createStaging();
    try {
      const path = join(staging.folder, 'preview');
      const made = await converter.animatedPreview?.({ zip, output: path, signal: turn });
      if (made === undefined) return;
      const format = made.type === 'image/webp' ? 'webp' : 'gif';
      await library.setPreview(id, { staging, path, format, planKey });
    } finally {
      await staging.discard();
    }
  });
}
