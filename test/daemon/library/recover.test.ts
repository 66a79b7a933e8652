import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import type { Library } from '../../../daemon/library/library.js';
import { FaultyFiles } from './faulty-files.js';
import { openTestLibrary, publishClip, sha256 } from './staged-clips.js';

const PAGE_BYTES = 4096;
const MANY = 12;

/** A library with some clips and a playlist of them, closed. */
async function madeLibrary(t: Test, clips = MANY) {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const ids: string[] = [];
  for (let number = 0; number < clips; number++) {
    const { clip } = await publishClip(library, { content: `film ${number}`, name: `film ${number}.mp4` });
    ids.push(clip.id);
  }
  const playlist = library.playlists.create({
    name: 'evening',
    entries: ids.slice(0, 3).map((clipId) => ({ clipId })),
  });
  const path = join(root, 'library.db');
  return { root, library, ids, playlist, path, pageOf: rootPages(path) };
}

/** By table: the first page of the tree that it is stored in, counted from 1. */
function rootPages(path: string): ReadonlyMap<string, number> {
  const database = new Database(path, { readonly: true });
  const rows = database
    .prepare<[], { name: string; rootpage: number }>('SELECT name, rootpage FROM sqlite_schema')
    .all();
  database.close();
  return new Map(rows.map(({ name, rootpage }) => [name, rootpage]));
}

function spoilPage(path: string, page = 0): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, (page - 1) * PAGE_BYTES, page * PAGE_BYTES);
  writeFileSync(path, bytes);
}

/** What a run that was killed leaves: a log that nobody took away. */
function endUncleanly(path: string): void {
  writeFileSync(`${path}-wal`, '');
}

const namesIn = (library: Library) => library.clips().map(({ name }) => name);
const codesOf = (library: Library) => library.report.findings.map(({ code }) => code);

t.test('after an unclean end, a damaged page is found, and every clip is put back from the copy', async (t) => {
  const { root, library, ids, playlist, path, pageOf } = await madeLibrary(t);
  await library.copyDatabase();
  const before = namesIn(library);
  await library.close();
  spoilPage(path, pageOf.get('clips'));
  endUncleanly(path);
  const again = await openTestLibrary(t, { root });
  t.same(
    again.clips().map(({ id }) => id),
    ids,
  );
  t.same(namesIn(again), before);
  t.same(again.playlists.list(), [playlist]);
  t.same(codesOf(again), ['database-recovered']);
  t.match(again.report.findings[0]?.message, /damaged\/.* its copy of 2.* 12 clips/);
  t.same(readdirSync(join(root, 'damaged')), ['1.db']);
  await again.close();
  const later = await openTestLibrary(t, { root });
  t.same(later.report.findings, [], 'and that was that');
});

t.test('what came after the copy is read from the damaged database as far as that goes', async (t) => {
  const { root, library, path, pageOf } = await madeLibrary(t);
  await library.copyDatabase();
  const { clip } = await publishClip(library, { content: 'a late film', name: 'late.mp4' });
  library.change(clip.id, { name: 'Late, but not lost' });
  await library.close();
  spoilPage(path, pageOf.get('playlists'));
  endUncleanly(path);
  const again = await openTestLibrary(t, { root });
  t.equal(again.clips().length, MANY + 1);
  t.equal(again.clip(clip.id)?.name, 'Late, but not lost');
  t.equal(again.playlists.list().length, 1, 'the playlist is that of the copy');
});

t.test('a clip that was removed after the copy does not come back', async (t) => {
  const { root, library, ids, path } = await madeLibrary(t, 3);
  await library.copyDatabase();
  await library.remove(ids[0] ?? '');
  await library.close();
  writeFileSync(path, Buffer.alloc(10 * PAGE_BYTES, 7));
  const again = await openTestLibrary(t, { root });
  t.same(
    again.clips().map(({ id }) => id),
    ids.slice(1),
  );
  t.ok(codesOf(again).includes('clip-lost'));
});

t.test('without a copy, originals of which nothing is known any more are received files again', async (t) => {
  const { root, library, ids, path } = await madeLibrary(t, 3);
  await library.close();
  for (const harm of ['overwritten', 'gone', 'empty']) {
    if (harm === 'overwritten') writeFileSync(path, 'not a database at all, '.repeat(1000));
    if (harm === 'gone') rmSync(path);
    if (harm === 'empty') truncateSync(path);
    const again = await openTestLibrary(t, { root });
    t.same(again.clips(), [], harm);
    t.same(codesOf(again).slice(0, 4), ['database-recovered', ...ids.map(() => 'original-taken-again')]);
    const received = again.received();
    t.same(received.map(({ note }) => note.sha256.slice(0, 32)).sort(), [...ids].sort());
    for (const { staging, note } of received) {
      const bytes = readFileSync(join(staging.folder, note.file));
      t.equal(sha256(bytes), note.sha256);
      // As ingest will.
      await publishClip(again, { content: bytes });
      await staging.discard();
    }
    await again.close();
  }
  t.notOk(existsSync(join(root, 'recovered')));
});

t.test('damage that is met while it runs is looked for at the next start, however the run ended', async (t) => {
  const { root, library, path, pageOf } = await madeLibrary(t);
  await library.close();
  spoilPage(path, pageOf.get('playlists'));
  const running = await openTestLibrary(t, { root });
  t.throws(() => running.playlists.create({ name: 'morning', entries: [] }), { code: 'library-damaged' });
  await t.rejects(running.copyDatabase(), { code: 'library-damaged' }, 'what is damaged is no copy');
  await running.close();
  const again = await openTestLibrary(t, { root });
  t.equal(again.clips().length, MANY);
  t.match(codesOf(again), ['database-recovered']);
  t.doesNotThrow(() => again.playlists.create({ name: 'morning', entries: [] }));
});

t.test('three copies are kept, each a database of its own', async (t) => {
  const { root, library } = await madeLibrary(t, 2);
  for (let day = 1; day <= 5; day++) await library.copyDatabase();
  t.same(readdirSync(join(root, 'copies')).sort(), ['3.db', '4.db', '5.db']);
  const copy = new Database(join(root, 'copies', '5.db'), { readonly: true });
  t.equal(copy.prepare('SELECT count(*) FROM clips').pluck().get(), 2);
  t.equal(copy.pragma('journal_mode', { simple: true }), 'delete');
  copy.close();
  await library.close();
});

t.test('wherever making it anew breaks off, the next start goes on with it, and nothing is lost', async (t) => {
  const { root, library, ids, path, pageOf } = await madeLibrary(t, 3);
  await library.copyDatabase();
  await library.close();
  spoilPage(path, pageOf.get('clips'));
  const files = new FaultyFiles();
  for (let failAt = 1; ; failAt++) {
    const copy = join(root, '..', `copy-${failAt}`);
    cpSync(root, copy, { recursive: true });
    endUncleanly(join(copy, 'library.db'));
    files.arm(failAt, true);
    const broken = await openTestLibrary(t, { root: copy, files }).catch((error) => error);
    const { fired } = files;
    files.disarm();
    if (!(broken instanceof Error)) await broken.close();
    const again = await openTestLibrary(t, { root: copy });
    t.same(
      again.clips().map(({ id }) => id),
      ids,
      `step ${failAt}`,
    );
    await again.close();
    rmSync(copy, { recursive: true });
    if (!fired) break;
  }
});
