import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { silentLog } from '../../../daemon/log.js';
import type { Job } from '../../../daemon/protocol/job.js';
import { type FileIntake, type FolderProblem, WatchFolders } from '../../../daemon/watch-folder/watch-folders.js';
import { ManualTimers } from '../control/manual-timers.js';
import { startIngest } from '../ingest/start-ingest.js';

/** A watched folder before a real ingest and library; `pass` lets time go by until nothing more happens. */
async function watch(t: Test, { removesAdded = false, intake }: { removesAdded?: boolean; intake?: FileIntake } = {}) {
  const { root: dataFolder, library, jobs, ingest, converter } = await startIngest(t);
  const folder = t.testdir();
  const timers = new ManualTimers();
  const problems: (readonly FolderProblem[])[] = [];
  let folders: WatchFolders;
  const open = async () => {
    folders = new WatchFolders({
      roots: [folder],
      dataFolder,
      intake: intake ?? { addFile: (path, name) => ingest.addFile(path, name), ended: (id) => jobs.ended(id) },
      taken: library.watchedFiles,
      settleMs: 5000,
      removesAdded,
      clock: timers,
      timers,
      log: silentLog,
      onProblems: (now) => problems.push(now),
    });
    folders.start();
    t.teardown(() => folders.stop());
    await folders.settled;
  };
  await open();
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1000) {
      timers.advance(1000);
      await folders.settled;
    }
  };
  return { folder, library, ingest, jobs, converter, problems, pass, open, stop: () => folders.stop() };
}

t.test('a file becomes a clip when it has stopped growing, and stays where it is', async (t) => {
  const { folder, library, pass } = await watch(t);
  await writeFile(join(folder, 'film.mp4'), 'a fi');
  await pass(4000);
  await writeFile(join(folder, 'film.mp4'), 'a film');
  await pass(4000);
  t.same(library.clips(), [], 'it may still grow');
  await pass(10_000);
  t.match(library.clips(), [{ name: 'film.mp4' }]);
  t.same(await readdir(folder), ['film.mp4']);
});

t.test('it is taken in once: not again after a restart, and not when its clip was removed', async (t) => {
  const { folder, library, jobs, pass, open, stop } = await watch(t);
  await writeFile(join(folder, 'film.mp4'), 'a film');
  await pass(12_000);
  await library.remove(library.clips()[0]?.id ?? '');
  stop();
  await open();
  await pass(12_000);
  t.same(library.clips(), []);
  t.equal(new Set(jobs.told.map(({ id }) => id)).size, 1);
  await writeFile(join(folder, 'film.mp4'), 'another film');
  await pass(12_000);
  t.match(library.clips(), [{ name: 'film.mp4' }], 'a changed file is another one');
});

t.test('what is no clip fails once, and what was renamed into place comes in', async (t) => {
  const { folder, library, jobs, pass } = await watch(t);
  await writeFile(join(folder, 'broken.mp4'), 'broken film');
  await writeFile(join(folder, 'film.mp4.part'), 'a film');
  await pass(30_000);
  t.equal(jobs.told.filter(({ stage }) => stage === 'failed').length, 1);
  await rename(join(folder, 'film.mp4.part'), join(folder, 'film.mp4'));
  await pass(12_000);
  t.match(library.clips(), [{ name: 'film.mp4' }]);
});

t.test('on request files are deleted when their clip is in the library, and only then', async (t) => {
  const { folder, library, pass } = await watch(t, { removesAdded: true });
  await writeFile(join(folder, 'film.mp4'), 'a film');
  await writeFile(join(folder, 'broken.mp4'), 'broken film');
  await pass(20_000);
  t.equal(library.clips().length, 1);
  t.same(await readdir(folder), ['broken.mp4']);
});

t.test('where there is no room a file waits, and comes in when there is', async (t) => {
  const tries: string[] = [];
  const job: Job = { id: '1', name: 'film.mp4', stage: 'failed', frames: 0, known: false };
  const full = { ...job, error: { code: 'disk-reserve', message: 'The disk is full.' } };
  let isFull = true;
  const intake: FileIntake = {
    addFile: async (path) => {
      tries.push(path);
      return isFull ? full : { ...job, stage: 'receiving' };
    },
    ended: async () => (isFull ? full : { ...job, stage: 'ready' }),
  };
  const { folder, pass } = await watch(t, { intake });
  await writeFile(join(folder, 'film.mp4'), 'a film');
  await pass(20_000);
  t.equal(tries.length, 1);
  isFull = false;
  await pass(70_000);
  t.equal(tries.length, 2);
  await pass(200_000);
  t.equal(tries.length, 2, 'taken');
});

t.test('a folder that is missing is told of, until it is there', async (t) => {
  const { folder, problems, pass } = await watch(t);
  await rename(folder, `${folder}-away`);
  await pass(5000);
  t.match(problems, [[{ message: /is not there; make it/ }]]);
  await mkdir(folder);
  await pass(5000);
  t.same(problems.at(-1), []);
});
