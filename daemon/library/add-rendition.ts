import { libraryError, toLibraryError } from './library-error.js';
import { checkRendition, commitFiles, lacking, type PublishRoom, type StagedRendition } from './rendition-files.js';
import { checkStaged, type Staging } from './staging.js';

export interface AddedRendition extends StagedRendition {
  readonly staging: Staging;
  /** Takes the place of the clip's poster. */
  readonly posterPath?: string | undefined;
}

/**
 * Gives a clip frames for one more plan, in the same one step as {@link publish}. Frames that it has are not replaced. Throws
 * clip-not-found.
 *
 * A poster that was there is replaced after that step: should this fail, the clip has its new frames and its old poster.
 */
export async function addRendition(room: PublishRoom, clipId: string, added: AddedRendition): Promise<void> {
  const { staging, posterPath, ...rendition } = added;
  const record = room.tables.clips.record(clipId);
  if (!record) throw libraryError('clip-not-found', `There is no clip ${clipId} to add frames to.`);
  await checkRendition(staging, rendition, posterPath);
  const { moves, insertRows } = lacking(room, clipId, record, { rendition, posterPath });
  if (moves.length > 0) await commitFiles(room, moves, insertRows);
  if (posterPath !== undefined && record.hasPoster) await replacePoster(room, clipId, posterPath);
}

/**
 * The clip's length and its poster are those of these frames again, which it has from before. Nothing happens where it has them no more.
 *
 * @param poster.posterPath of these frames.
 */
export async function returnToRendition(
  room: PublishRoom,
  clipId: string,
  planKey: string,
  { staging, posterPath }: { staging: Staging; posterPath?: string | undefined },
): Promise<void> {
  const { clips, renditions, commit } = room.tables;
  if (posterPath !== undefined) await checkStaged(staging, posterPath);
  const rendition = renditions.ofClip(clipId).find((one) => one.planKey === planKey);
  if (rendition === undefined) return;
  commit('change the clip', () => clips.setTiming(clipId, rendition));
  if (posterPath !== undefined && clips.record(clipId)?.hasPoster) await replacePoster(room, clipId, posterPath);
}

/** By rename, so that there is a whole poster at any time. */
async function replacePoster({ files, layout, log }: PublishRoom, clipId: string, posterPath: string): Promise<void> {
  try {
    await files.syncFile(posterPath);
    await files.rename(posterPath, layout.poster(clipId));
    await files.syncFolder(layout.posters);
  } catch (error) {
    log.warn('a clip keeps its old poster', { clip: clipId, reason: toLibraryError(error, 'replace it').message });
  }
}
