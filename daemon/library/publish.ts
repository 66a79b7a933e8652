import type { ClipKind } from '../protocol/clip.js';
import type { Look } from '../protocol/look.js';
import { nameFromFile } from './clip-name.js';
import { clipIdOf, isSha256 } from './content-hash.js';
import { libraryError } from './library-error.js';
import { originalExtension } from './original-type.js';
import type { Move } from './place.js';
import { checkRendition, commitFiles, lacking, type PublishRoom, type StagedRendition } from './rendition-files.js';
import { checkStaged, type Staging } from './staging.js';

export interface StagedOriginal {
  /** In the staging folder, complete. */
  readonly path: string;
  /** Of all bytes that were sent, 64 hex digits; of a further page, see pageSha256. Trusted: whoever received the bytes computed it. */
  readonly sha256: string;
  readonly bytes: number;
  /** As the sender gave it. */
  readonly name: string;
  /** What the clip is to be called; absent: as the file. */
  readonly title?: string;
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

export interface Published {
  readonly id: string;
  /** It was there before. */
  readonly known: boolean;
}

/** A publication that was found to be in order. */
interface Prepared extends Published {
  readonly derivedMoves: readonly Move[];
  readonly originalMoves: readonly Move[];
  /** Inside the transaction. */
  insertRows(): void;
}

/**
 * Makes clips of staged files, all of them in one step: the files are complete and synced, then renamed into place, their folders synced, and
 * last one transaction inserts the rows. The commit is the moment the clips exist; until then the library and the staging folders are as
 * they were.
 *
 * Of a known clip only what it lacks is taken; nothing it has is replaced. Not to be run twice at once.
 */
export async function publish(room: PublishRoom, publications: readonly Publication[]): Promise<Published[]> {
  const prepared: Prepared[] = [];
  for (const publication of publications) prepared.push(await prepare(room, publication));
  // Last: an original without a row is the one thing mending cannot throw away, so it lies there for the shortest time.
  const moves = [...prepared.flatMap((one) => one.derivedMoves), ...prepared.flatMap((one) => one.originalMoves)];
  await commitFiles(room, moves, () => {
    for (const { insertRows } of prepared) insertRows();
  });
  return prepared.map(({ id, known }) => ({ id, known }));
}

async function prepare(room: PublishRoom, publication: Publication): Promise<Prepared> {
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
  const takesOriginal = lacksOriginal && extension !== null;
  const insertRows = () => {
    tables.removals.delete(id);
    if (before === undefined) {
      tables.clips.insert({
        id,
        sha256: original.sha256,
        name: nameFromFile(original.title ?? original.name),
        originalName: original.name,
        kind,
        frames: rendition.frames,
        durationMs: rendition.durationMs,
        originalBytes: original.bytes,
        originalExtension: extension,
        hasPoster: false,
        addedAtMs: Math.round(clock.wallMs()),
        look,
        tags: [],
        turn: undefined,
      });
    } else {
      tables.clips.setDiscarded(id, false);
      if (lacksOriginal) tables.clips.setKept(id, extension, original.bytes);
      if (look !== undefined) tables.clips.setLook(id, look);
    }
    derived.insertRows();
    if (lacksOriginal && original.treatment !== undefined) {
      tables.clips.setNotes(id, { treatment: JSON.stringify(original.treatment) });
    }
  };
  return {
    id,
    known: before !== undefined && !before.discarded,
    derivedMoves: derived.moves,
    originalMoves: takesOriginal ? [{ from: original.path, to: layout.original(id, extension) }] : [],
    insertRows,
  };
}
