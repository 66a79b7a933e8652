import { dirname } from 'node:path';
import type { DurableFiles } from './durable-file.js';

export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Puts everything back. Never rejects: what it cannot put back has no row, and the next start mends it. */
export type Undo = () => Promise<void>;

/**
 * Moves complete files to where they will live, durably, in this order: contents synced, renames, folders synced. All or nothing, unless
 * the process dies in between; then there are files without rows, which mending knows.
 *
 * @param newFolders created where missing; their parents exist.
 */
export async function placeFiles(
  files: DurableFiles,
  moves: readonly Move[],
  newFolders: Iterable<string> = [],
): Promise<Undo> {
  const moved: Move[] = [];
  const created: string[] = [];

  const undo = async () => {
    for (const move of moved.reverse()) await putBack(files, move);
    for (const folder of created) await files.remove(folder).catch(() => {});
  };

  try {
    for (const { from } of moves) await files.syncFile(from);
    for (const folder of newFolders) if (await files.ensureFolder(folder)) created.push(folder);
    for (const move of moves) {
      await files.rename(move.from, move.to);
      moved.push(move);
    }
    for (const folder of new Set(moves.map(({ to }) => dirname(to)))) await files.syncFolder(folder);
    return undo;
  } catch (error) {
    await undo();
    throw error;
  }
}

async function putBack(files: DurableFiles, { from, to }: Move): Promise<void> {
  await files.rename(to, from).catch(() => files.remove(to).catch(() => {}));
}
