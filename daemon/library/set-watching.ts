import { stat } from 'node:fs/promises';
import { hashFile } from './content-hash.js';
import { libraryError, toLibraryError } from './library-error.js';
import { placeFiles } from './place.js';
import type { PublishRoom } from './rendition-files.js';
import { checkStaged, type Staging } from './staging.js';

/** What somebody who looked at a video found. */
export interface FoundWatching {
  /** Whether about every browser plays the original. */
  readonly playsOriginal: boolean;
  /** A small copy that every browser plays, complete and in the staging folder. */
  readonly copy?: { readonly staging: Staging; readonly path: string } | undefined;
}

/** Enough to tell one version of a copy from the other. */
const VERSION_DIGITS = 16;

/** Stores what is known of how a browser plays a video. The file is in its place before the row says so. Throws clip-not-found. */
export async function setWatching(room: PublishRoom, clipId: string, found: FoundWatching): Promise<void> {
  const { tables, layout, files } = room;
  const { playsOriginal, copy } = found;
  if (tables.clips.record(clipId) === undefined)
    throw libraryError('clip-not-found', `There is no clip ${clipId} to make a copy of.`);
  const before = tables.watching.ofClip(clipId);
  if (copy === undefined) {
    tables.commit('note how it plays', () => tables.watching.put({ clipId, playsOriginal, version: null, bytes: 0 }));
    await removeFile(room, clipId, before?.version ?? null);
    return;
  }
  await checkStaged(copy.staging, copy.path);
  const version = (await hashFile(copy.path)).slice(0, VERSION_DIGITS);
  const { size: bytes } = await stat(copy.path);
  const place = layout.preview(clipId, version, 'mp4');
  const undo = before?.version === version ? async () => {} : await placeFiles(files, [{ from: copy.path, to: place }]);
  try {
    tables.commit('store the small copy', () => tables.watching.put({ clipId, playsOriginal, version, bytes }));
  } catch (error) {
    await undo();
    throw error;
  }
  if (before?.version !== version) await removeFile(room, clipId, before?.version ?? null);
}

/** Takes the row of a small copy out, and deletes it: then it is as if nobody had looked yet. Nothing happens where there is none. */
export async function removeCopy(room: PublishRoom, clipId: string, onRemoved: () => void): Promise<void> {
  const version = room.tables.watching.ofClip(clipId)?.version ?? null;
  if (version === null) return;
  room.tables.commit('remove a small copy', () => room.tables.watching.delete(clipId));
  onRemoved();
  await removeFile(room, clipId, version);
}

/** Should this be cut short, the next start deletes what has no row. */
async function removeFile({ layout, files, log }: PublishRoom, clipId: string, version: string | null): Promise<void> {
  if (version === null) return;
  await files.remove(layout.preview(clipId, version, 'mp4')).catch((error) => {
    const { message } = toLibraryError(error, 'delete it');
    log.warn('an old copy stays until the next start', { clip: clipId, reason: message });
  });
}
