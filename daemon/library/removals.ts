import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { scanFolder } from './disk-scan.js';
import type { DurableFiles } from './durable-file.js';
import type { Layout } from './layout.js';

/** A clip that is removed already and whose files may still be there. */
export interface Removal {
  readonly clipId: string;
  /** With its dot; null where there was no original. */
  readonly originalExtension: string | null;
}

/**
 * Which files are still to be deleted. Written in the transaction that removes the clip's rows, taken out when its files are gone: a
 * removal that was cut short is finished at the next start, and is not mistaken for an original that somebody would want back.
 */
export class RemovalTable {
  readonly #all: Database.Statement<[], Removal>;
  readonly #insert: Database.Statement<[Removal]>;
  readonly #delete: Database.Statement<[string]>;

  constructor(database: Database.Database) {
    this.#all = database.prepare('SELECT clip_id AS clipId, original_extension AS originalExtension FROM removals');
    this.#insert = database.prepare('INSERT OR REPLACE INTO removals VALUES (@clipId, @originalExtension)');
    this.#delete = database.prepare('DELETE FROM removals WHERE clip_id = ?');
  }

  all(): Removal[] {
    return this.#all.all();
  }

  insert(removal: Removal): void {
    this.#insert.run(removal);
  }

  delete(clipId: string): void {
    this.#delete.run(clipId);
  }
}

/** Deletes what a removed clip left on the disk, durably. */
export async function removeFiles(removal: Removal, layout: Layout, files: DurableFiles): Promise<void> {
  const { clipId, originalExtension } = removal;
  await files.remove(layout.renditionFolder(clipId));
  await files.remove(layout.poster(clipId));
  for (const path of previewsOf(clipId, layout)) await files.remove(path);
  if (originalExtension !== null) await files.remove(layout.original(clipId, originalExtension));
  const { renditions, posters, previews, originals } = layout;
  for (const folder of [renditions, posters, previews, originals]) await files.syncFolder(folder);
}

/** Its row is gone, so the disk tells. */
function previewsOf(clipId: string, { previews }: Layout): string[] {
  return [...scanFolder(previews).keys()].filter((path) => basename(path).startsWith(`${clipId}-`));
}
