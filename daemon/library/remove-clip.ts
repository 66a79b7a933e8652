import { libraryError, toLibraryError } from './library-error.js';
import { removeFiles } from './removals.js';
import type { PublishRoom } from './rendition-files.js';

/**
 * Takes a clip's rows out, its entries in playlists too, and then deletes its files: now, or at the next start. Rejects with clip-not-found.
 *
 * @param onRemoved called when the rows are gone, before the files are.
 */
export async function removeClip(room: PublishRoom, clipId: string, onRemoved: () => void): Promise<void> {
  const { tables, layout, files, log } = room;
  const record = tables.clips.record(clipId);
  if (record === undefined) throw libraryError('clip-not-found', `There is no clip ${JSON.stringify(clipId)}.`);
  const { originalExtension } = record;
  const removal = { clipId, originalExtension };
  // The file that it was made of has left there, but perhaps only in memory: after a power cut it would be a file to be taken in. A disk that
  // fails must not keep anybody from removing what is on it.
  await files.syncFolder(layout.staging).catch(() => {});
  tables.commit('remove the clip', () => {
    tables.removals.insert(removal);
    tables.clips.delete(clipId);
  });
  onRemoved();
  try {
    await removeFiles(removal, layout, files);
    tables.removals.delete(clipId);
  } catch (error) {
    const reason = toLibraryError(error, 'delete them').message;
    log.warn('files of a removed clip stay until the next start', { clip: clipId, reason });
  }
}

/** Takes the row of a clip's frames for one plan out, and deletes them. Nothing happens where there are none. */
export async function removeRendition(
  { tables, layout, files }: PublishRoom,
  clipId: string,
  planKey: string,
  onRemoved: () => void,
): Promise<void> {
  if (!tables.renditions.has(clipId, planKey)) return;
  tables.commit('remove frames', () => tables.renditions.delete(clipId, planKey));
  onRemoved();
  // Should this be cut short, the next start deletes what has no row.
  await files.remove(layout.rendition(clipId, planKey));
  await files.syncFolder(layout.renditionFolder(clipId));
}
