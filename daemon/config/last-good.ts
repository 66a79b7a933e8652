import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { ConfigFile } from './config-file.js';

const Note = z.object({ path: z.string(), text: z.string(), revision: z.string() });

/**
 * A copy of the last configuration that was good, so that after a bad edit and a power cut the picture is still as it was. It is tried where
 * the file that it is a copy of cannot be used, and never for another file.
 */
export class LastGoodCopy {
  readonly #path: string;
  #kept: string | undefined;

  /** @param path of the copy. */
  constructor(path: string) {
    this.#path = path;
  }

  /** The copy of the file at `path`; undefined where there is none, or it cannot be read. */
  async of(path: string): Promise<ConfigFile | undefined> {
    try {
      const note = Note.safeParse(JSON.parse(await readFile(this.#path, 'utf8')));
      return note.success && note.data.path === path ? note.data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps a copy. The same again costs nothing. Rejects with Node's error. */
  async keep({ path, text, revision }: ConfigFile): Promise<void> {
    const before = this.#kept ?? (await this.of(path))?.revision;
    if (before !== revision) {
      await mkdir(dirname(this.#path), { recursive: true });
      const temporary = `${this.#path}.new`;
      // It may hold what others are not to read, like the file itself.
      await writeFile(temporary, JSON.stringify({ path, text, revision }), { mode: 0o600, flush: true });
      await rename(temporary, this.#path);
    }
    this.#kept = revision;
  }
}
