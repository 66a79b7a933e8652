import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import t from 'tap';
import { systemClock } from '../../../daemon/clock.js';
import { openLibrary } from '../../../daemon/library/open-library.js';
import { silentLog } from '../../../daemon/log.js';
import { openTestLibrary, publishClip } from './staged-clips.js';

const HOLD_LIBRARY = fileURLToPath(new URL('./hold-library.js', import.meta.url));

const open = (root: string) => openLibrary({ root, clock: systemClock, log: silentLog });

t.test('a second daemon on the same folder is refused, in this process and from another', async (t) => {
  const root = t.testdir();
  const library = await open(root);
  await t.rejects(open(root), { code: 'library-locked', message: root });
  await library.close();

  const holder = spawn(process.execPath, [HOLD_LIBRARY, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  await t.rejects(open(root), { code: 'library-locked' });

  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await t.resolves(openTestLibrary(t, { root }), 'a killed daemon leaves no lock to clean up');
});

t.test('a database of a newer framed is refused and left as it is', async (t) => {
  const root = t.testdir();
  await (await open(root)).close();
  const database = new Database(`${root}/library.db`);
  const version = database.pragma('user_version', { simple: true });
  database.pragma('user_version = 99');
  await t.rejects(open(root), { code: 'library-newer', message: 'format 99' });
  t.equal(database.pragma('user_version', { simple: true }), 99);
  database.pragma(`user_version = ${version}`);
  database.close();
  await t.resolves(openTestLibrary(t, { root }), 'nothing was kept locked');
});

t.test('a database of another program is refused and left as it is', async (t) => {
  const root = t.testdir();
  const database = new Database(`${root}/library.db`);
  database.exec('CREATE TABLE bookmarks (url TEXT)');
  await t.rejects(open(root), { code: 'library-foreign' });
  t.equal(database.pragma('application_id', { simple: true }), 0);
  t.equal(database.pragma('journal_mode', { simple: true }), 'delete');
  database.close();
});

t.test('a root that cannot be a folder is refused', async (t) => {
  const root = t.testdir({ file: 'x' });
  await t.rejects(open(`${root}/file`), { code: 'library-failed' });
});

t.test('with the database gone, originals are kept and the rest makes room', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  await publishClip(library);
  await library.close();
  await Promise.all(['', '-wal', '-shm'].map((end) => writeFile(`${root}/library.db${end}`, '')));
  const anew = await openTestLibrary(t, { root });
  t.same(anew.clips(), []);
  t.same(anew.report.findings.map(({ code }) => code).sort(), ['original-recovered', 'stray-removed', 'stray-removed']);
});
