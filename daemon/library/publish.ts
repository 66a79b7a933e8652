import type { ClipKind } from '../protocol/clip.js';
import type { Look } from '../protocol/look.js';
import { nameFromFile } from './clip-name.js';
import { clipIdOf, isSha256 } from './content-hash.js';
import { libraryError } from './library-error.js';
import { originalExtension } from './original-type.js';
import { checkRendition, commitFiles, lacking, type PublishRoom, type StagedRendition } from './rendition-files.js';
import { checkStaged, type Staging } from './staging.js';

export interface StagedOriginal {
  /** In the staging folder, complete. */
  readonly path: string;
  /** Of all bytes that were sent, 64 hex digits. Trusted: whoever received the bytes computed it. */
  readonly sha256: string;
  readonly bytes: number;
  /** As the sender gave it. */
  readonly name: string;
  /** What was done to it before it is kept, as JSON; absent: it is as it was sent. `sha256` is that of what was sent in any case. */
  readonly treatment?: unknown;
}

export interface Publication {
  readonly staging: Staging;
  readonly original: StagedOriginal;
  readonly rendition: StagedRendition;
  readonly posterPath?: string | undefined;
  readonly kind: ClipKind;
  /** What the sender chose with the file. Of a known clip it takes the place of what was chosen before; absent: that stays. */
  readonly look?: Look | undefined;
}

/**
 * Makes a clip of staged files, in one step: the files are complete and synced, then renamed into place, their folders synced, and last
 * one transaction inserts the rows. The commit is the moment the clip exists; until then the library and the staging folder are as they were.
 *
 * Of a known clip only what it lacks is taken; nothing it has is replaced. Not to be run twice at once.
 *
 * @returns the clip's id, and whether it was there before.
 */
export async function publish(room: PublishRoom, publication: Publication): Promise<{ id: string; known: boolean }> {
  const { staging, original, rendition, posterPath, kind, look } = publication;
  const { tables, layout, clock } = room;
  if (!isSha256(original.sha256))
    throw libraryError('library-bad-staging', `${original.sha256} is not a SHA-256 in 64 hex digits.`);
  await checkStaged(staging, original.path, original.bytes);
  await checkRendition(staging, rendition, posterPath);

  const id = clipIdOf(original.sha256);
  const before = tables.clips.record(id);
  const lacksOriginal = before === undefined || before.originalExtension === null;
  const extension = lacksOriginal ? await originalExtension(original.path) : before.originalExtension;
  const derived = lacking(room, id, before, { rendition, posterPath });
  const moves = [...derived.moves];
  // Last: an original without a row is the one thing mending cannot throw away, so it lies there for the shortest time.
  if (lacksOriginal && extension !== null) moves.push({ from: original.path, to: layout.original(id, extension) });

  await commitFiles(room, id, moves, () => {
    tables.removals.delete(id);
    if (before === undefined) {
      const name = nameFromFile(original.name);
      tables.clips.insert({
        id,
        sha256: original.sha256,
        name,
        originalName: original.name,
        kind,
        frames: rendition.frames,
        durationMs: rendition.durationMs,
        originalBytes: original.bytes,
        originalExtension: extension,
        hasPoster: false,
        addedAtMs: Math.round(clock.wallMs()),
        look,
      });
    } else {
      if (lacksOriginal) tables.clips.setKept(id, extension, original.bytes);
      if (look !== undefined) tables.clips.setLook(id, look);
    }
    derived.insertRows();
    if (lacksOriginal && original.treatment !== undefined) {
      tables.clips.setNotes(id, { treatment: JSON.stringify(original.treatment) });
    }
  });
  return { id, known: before !== undefined };
}
