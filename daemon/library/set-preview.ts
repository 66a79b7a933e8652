import { stat } from 'node:fs/promises';
import type { PreviewFormat } from '../protocol/clip.js';
import { hashFile } from './content-hash.js';
import { toLibraryError } from './library-error.js';
import { expectRecord } from './library-reader.js';
import { placeFiles } from './place.js';
import type { PublishRoom } from './rendition-files.js';
import { checkStaged, type Staging } from './staging.js';

export interface StagedPreview {
  readonly staging: Staging;
  /** In the staging folder, complete. */
  readonly path: string;
  readonly format: PreviewFormat;
  /** Of the frames that it shows. */
  readonly planKey: string;
}

/** Enough to tell one version of a clip's preview from the other. */
const VERSION_DIGITS = 16;

/**
 * Gives a clip its small animation, or another one, in one step: the file is in its place before the row says so, under a name of its own,
 * so that the one before is whole until then, and for whoever is reading it. Throws clip-not-found.
 */
export async function setPreview(room: PublishRoom, clipId: string, preview: StagedPreview): Promise<void> {
  const { tables, layout, files, log } = room;
  const { staging, path, format, planKey } = preview;
  await checkStaged(staging, path);
  expectRecord(tables, clipId);
  const before = tables.previews.ofClip(clipId);
  const version = (await hashFile(path)).slice(0, VERSION_DIGITS);
  const { size: bytes } = await stat(path);
  const place = layout.preview(clipId, version, format);
  const former = before && layout.preview(clipId, before.version, before.format);
  const undo = former === place ? async () => {} : await placeFiles(files, [{ from: path, to: place }]);
  try {
    tables.commit('store the preview', () => tables.previews.put({ clipId, version, format, bytes, planKey }));
  } catch (error) {
    await undo();
    throw error;
  }
  if (former === undefined || former === place) return;
  // Should this be cut short, the next start deletes what has no row.
  await files.remove(former).catch((error) => {
    const { message } = toLibraryError(error, 'delete it');
    log.warn('an old preview stays until the next start', { clip: clipId, reason: message });
  });
}
