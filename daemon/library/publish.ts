import { dirname } from 'node:path';
import type { Clock } from '../clock.js';
import type { ClipKind } from '../protocol/clip.js';
import { nameFromFile } from './clip-name.js';
import type { ClipRecord } from './clips.js';
import { clipIdOf, isSha256 } from './content-hash.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import { libraryError } from './library-error.js';
import { originalExtension } from './original-type.js';
import { type Move, placeFiles } from './place.js';
import { checkStaged, type Staging } from './staging.js';
import type { Tables } from './tables.js';

export interface StagedOriginal {
  /** In the staging folder, complete. */
  readonly path: string;
  /** Of all its bytes, 64 hex digits. Trusted: whoever received the bytes computed it. */
  readonly sha256: string;
  readonly bytes: number;
  /** As the sender gave it. */
  readonly name: string;
}

export interface StagedRendition {
  /** A frame zip in the staging folder, complete. */
  readonly path: string;
  readonly planKey: string;
  readonly frames: number;
  readonly durationMs: number;
  readonly bytes: number;
}

export interface Publication {
  readonly staging: Staging;
  readonly original: StagedOriginal;
  readonly rendition: StagedRendition;
  readonly posterPath?: string | undefined;
  readonly kind: ClipKind;
}

export interface AddedRendition extends StagedRendition {
  readonly staging: Staging;
  /** Taken where the clip has no poster. */
  readonly posterPath?: string | undefined;
}

export interface PublishRoom {
  readonly tables: Tables;
  readonly layout: Layout;
  readonly files: DurableFiles;
  readonly clock: Clock;
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
  const { staging, original, rendition, posterPath, kind } = publication;
  const { tables, layout, clock } = room;
  if (!isSha256(original.sha256))
    throw libraryError('library-bad-staging', `${original.sha256} is not a SHA-256 in 64 hex digits.`);
  await checkStaged(staging, original.path, original.bytes);
  await checkRendition({ ...rendition, staging, posterPath });

  const id = clipIdOf(original.sha256);
  const before = tables.clips.record(id);
  const lacksOriginal = before === undefined || before.originalExtension === null;
  const extension = lacksOriginal ? await originalExtension(original.path) : before.originalExtension;
  const derived = lacking(room, id, before, { rendition, posterPath });
  const moves = [...derived.moves];
  // Last: an original without a row is the one thing mending cannot throw away, so it lies there for the shortest time.
  if (lacksOriginal && extension !== null) moves.push({ from: original.path, to: layout.original(id, extension) });

  await place(room, id, moves, () => {
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
      });
    } else if (lacksOriginal) tables.clips.setOriginal(id, extension);
    derived.insertRows();
  });
  return { id, known: before !== undefined };
}

/** Gives a clip frames for one more plan, in the same one step. Nothing happens where it has them. Throws clip-not-found. */
export async function addRendition(room: PublishRoom, clipId: string, added: AddedRendition): Promise<void> {
  const record = room.tables.clips.record(clipId);
  if (!record) throw libraryError('clip-not-found', `There is no clip ${clipId} to add frames to.`);
  await checkRendition(added);
  const { moves, insertRows } = lacking(room, clipId, record, { rendition: added, posterPath: added.posterPath });
  if (moves.length > 0) await place(room, clipId, moves, insertRows);
}

async function checkRendition({ staging, path, bytes, posterPath }: AddedRendition): Promise<void> {
  await checkStaged(staging, path, bytes);
  if (posterPath !== undefined) await checkStaged(staging, posterPath);
}

/** Which derived files the clip has no row for, and the rows that will say it has them. */
function lacking(
  { tables, layout, clock }: PublishRoom,
  clipId: string,
  record: ClipRecord | undefined,
  { rendition, posterPath }: Pick<Publication, 'rendition' | 'posterPath'>,
): { moves: Move[]; insertRows: () => void } {
  const { path, planKey, frames, durationMs, bytes } = rendition;
  const takesRendition = !tables.renditions.has(clipId, planKey);
  const takesPoster = posterPath !== undefined && !record?.hasPoster;
  const moves: Move[] = [];
  if (takesRendition) moves.push({ from: path, to: layout.rendition(clipId, planKey) });
  if (takesPoster) moves.push({ from: posterPath, to: layout.poster(clipId) });
  const insertRows = () => {
    if (takesPoster) tables.clips.setPoster(clipId, true);
    if (!takesRendition) return;
    const addedAtMs = Math.round(clock.wallMs());
    tables.renditions.insert({ clipId, planKey, frames, durationMs, bytes, addedAtMs });
    tables.clips.setTiming(clipId, { frames, durationMs });
  };
  return { moves, insertRows };
}

async function place(room: PublishRoom, clipId: string, moves: readonly Move[], insertRows: () => void): Promise<void> {
  const { files, layout, tables } = room;
  const folder = layout.renditionFolder(clipId);
  const undo = await placeFiles(files, moves, moves.some(({ to }) => dirname(to) === folder) ? folder : undefined);
  try {
    tables.commit('store the clip', insertRows);
  } catch (error) {
    await undo();
    throw error;
  }
}
