import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Makes many photos of the only one in a library that nobody has open: other names and dates, the same files by hard links. */
export function multiplyClip(data: string, count: number): void {
  const database = new Database(join(data, 'library.db'));
  const id = database.prepare('SELECT id FROM clips').pluck().get();
  if (typeof id !== 'string') throw new Error('the library holds no clip');
  const [frames = ''] = readdirSync(join(data, 'renditions', id));
  const insertClip = database.prepare(`
    INSERT INTO clips (id, sha256, name, original_name, kind, frames, duration_ms, original_bytes, has_poster, added_at_ms, tags)
    SELECT @id, @sha256, @name, @name, kind, frames, duration_ms, original_bytes, 1, added_at_ms + @number, @tags FROM clips WHERE id = @first`);
  const insertRendition = database.prepare(`
    INSERT INTO renditions SELECT @id, plan_key, frames, duration_ms, bytes, added_at_ms, width, height, start_ms, speed
    FROM renditions WHERE clip_id = @first`);
  database.transaction(() => {
    for (let number = 1; number < count; number++) {
      const sha256 = createHash('sha256').update(`clip ${number}`).digest('hex');
      const copy = sha256.slice(0, 32);
      const tags = number % 10 === 0 ? JSON.stringify(['tenth']) : null;
      insertClip.run({ id: copy, sha256, name: `Photo ${number}`, number, tags, first: id });
      insertRendition.run({ id: copy, first: id });
      mkdirSync(join(data, 'renditions', copy));
      linkSync(join(data, 'renditions', id, frames), join(data, 'renditions', copy, frames));
      linkSync(join(data, 'posters', `${id}.jpg`), join(data, 'posters', `${copy}.jpg`));
    }
  })();
  database.close();
}
