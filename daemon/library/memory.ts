import type Database from 'better-sqlite3';
import * as z from 'zod/mini';
import { toLibraryError } from './library-error.js';

/**
 * A few small facts that outlive a restart and are nobody's clip: what was playing, what was paused. Durable when `set` returns; each
 * change costs an fsync, so write when something happened, not on a timer.
 */
export class Memory {
  readonly #get: Database.Statement<[string], { value: string }>;
  readonly #set: Database.Statement<[string, string]>;
  readonly #delete: Database.Statement<[string]>;

  constructor(database: Database.Database) {
    this.#get = database.prepare('SELECT value FROM memory WHERE key = ?');
    this.#set = database.prepare(
      'INSERT INTO memory VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    this.#delete = database.prepare('DELETE FROM memory WHERE key = ?');
  }

  /** Undefined where nothing was kept, or what was kept is not what `schema` accepts (an older framed wrote it): begin anew then. */
  get<T>(key: string, schema: z.core.$ZodType<T>): T | undefined {
    const text = this.#get.get(key)?.value;
    const decoded = z.safeParse(schema, text === undefined ? undefined : parseJson(text));
    return decoded.success ? decoded.data : undefined;
  }

  /** @param value JSON; undefined forgets. An unchanged value is not written again. Throws library-disk-full and the like. */
  set(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (text === this.#get.get(key)?.value) return;
    try {
      if (text === undefined) this.#delete.run(key);
      else this.#set.run(key, text);
    } catch (error) {
      throw toLibraryError(error, `remember ${key}`);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
