import { dirname } from 'node:path';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { ClipRecord } from './clips.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';
import { type Move, placeFiles } from './place.js';
import { checkStaged, type Staging } from './staging.js';
import type { Tables } from './tables.js';

/** What publishing works on. */
export interface PublishRoom {
  readonly tables: Tables;
  readonly layout: Layout;
  readonly files: DurableFiles;
  readonly clock: Clock;
  readonly log: Log;
}

export interface StagedRendition {
  /** A frame zip in the staging folder, complete. */
  readonly path: string;
  readonly planKey: string;
  readonly frames: number;
  readonly durationMs: number;
  readonly bytes: number;
  /** Of its frames, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Which of the clip's moments it shows: from here on its own clock, this fast. */
  readonly startMs: number;
  readonly speed: number;
  /** What was done to make it, as JSON; for people. */
  readonly record?: unknown;
}

/** Throws library-bad-staging unless the files are complete and in the staging folder. */
export async function checkRendition(
  staging: Staging,
  { path, bytes }: StagedRendition,
  posterPath: string | undefined,
): Promise<void> {
  await checkStaged(staging, path, bytes);
  if (posterPath !== undefined) await checkStaged(staging, posterPath);
}

/** Which of the derived files the clip has no row for, and the rows that will say it has them. */
export function lacking(
  { tables, layout, clock }: PublishRoom,
  clipId: string,
  clip: ClipRecord | undefined,
  { rendition, posterPath }: { rendition: StagedRendition; posterPath?: string | undefined },
): { moves: Move[]; insertRows: () => void } {
  const { path, record, ...facts } = rendition;
  const takesRendition = !tables.renditions.has(clipId, facts.planKey);
  const takesPoster = posterPath !== undefined && !clip?.hasPoster;
  const moves: Move[] = [];
  if (takesRendition) moves.push({ from: path, to: layout.rendition(clipId, facts.planKey) });
  if (takesPoster) moves.push({ from: posterPath, to: layout.poster(clipId) });
  const insertRows = () => {
    if (takesPoster) tables.clips.setPoster(clipId, true);
    if (!takesRendition) return;
    tables.renditions.insert({ ...facts, clipId, addedAtMs: Math.round(clock.wallMs()) });
    tables.clips.setTiming(clipId, facts);
    if (record !== undefined) tables.clips.setNotes(clipId, { record: JSON.stringify(record) });
  };
  return { moves, insertRows };
}

/** Puts files in their places and commits the rows that stand for them: all or nothing. */
export async function commitFiles(
  { files, layout, tables }: PublishRoom,
  moves: readonly Move[],
  insertRows: () => void,
): Promise<void> {
  const folders = moves.map(({ to }) => dirname(to)).filter((folder) => dirname(folder) === layout.renditions);
  const undo = await placeFiles(files, moves, new Set(folders));
  try {
    tables.commit('store the clip', insertRows);
  } catch (error) {
    await undo();
    throw error;
  }
}
