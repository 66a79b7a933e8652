import Database from 'better-sqlite3';
import t from 'tap';
import * as z from 'zod/mini';
import { openTestLibrary } from './staged-clips.js';

const Playing = z.object({ clipId: z.string(), positionMs: z.number() });

t.test('what was kept is there after a restart', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  t.equal(library.memory.get('playing', Playing), undefined);
  library.memory.set('playing', { clipId: 'x', positionMs: 1 });
  library.memory.set('playing', { clipId: 'x', positionMs: 2 });
  await library.close();
  const again = await openTestLibrary(t, { root });
  t.same(again.memory.get('playing', Playing), { clipId: 'x', positionMs: 2 });
  again.memory.set('playing', undefined);
  t.equal(again.memory.get('playing', Playing), undefined);
});

t.test('what does not fit the schema, or is no JSON, counts as not kept', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  library.memory.set('playing', { clipId: 7 });
  t.equal(library.memory.get('playing', Playing), undefined);
  const database = new Database(`${root}/library.db`);
  database.prepare('UPDATE memory SET value = ?').run('{"clipId":');
  database.close();
  t.equal(library.memory.get('playing', Playing), undefined);
});
