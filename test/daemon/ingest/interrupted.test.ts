import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { FaultyFiles } from '../library/faulty-files.js';
import { findViolations } from '../library/files-on-disk.js';
import { startIngest, temporaryFolder, upload } from './start-ingest.js';

/** An ingest that was sent a film, on a disk that has taken nothing since it was to be published, nor lets anything be deleted. */
async function startInterrupted(t: Test, { root = temporaryFolder(t) } = {}) {
  const files = new FaultyFiles();
  const pauses = new Pauses();
  const lab = await startIngest(t, { root, files, pause: (stopped) => pauses.begin(stopped) });
  const release = lab.converter.hold();
  const { job } = await upload(lab.ingest, 'a film');
  await lab.converter.begun(1);
  files.arm(1, true);
  release();
  await pauses.begun(1);
  return { ...lab, files, id: job.id, pauses };
}

/** The times between two tries, which last as long as the test likes. */
class Pauses {
  #count = 0;
  #end = () => {};
  #wake = () => {};

  begin(stopped: AbortSignal): Promise<void> {
    this.#count += 1;
    this.#wake();
    return new Promise((resolve) => {
      this.#end = resolve;
      stopped.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  async begun(count: number): Promise<void> {
    while (this.#count < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  end(): void {
    this.#end();
  }
}

t.test(
  'a job whose failure cannot be written down has not failed: it says so, and goes on when the disk is well',
  async (t) => {
    const { root, files, ingest, jobs, library, plans, id, pauses } = await startInterrupted(t);
    t.match(ingest.jobs(), [
      {
        stage: 'waiting',
        error: { code: 'interrupted', message: /goes on by itself as soon as the disk takes writes/ },
      },
    ]);
    pauses.end();
    await pauses.begun(2);
    t.match(ingest.jobs(), [{ error: { code: 'interrupted' } }], 'still');
    files.disarm();
    pauses.end();
    const ended = await jobs.ended(id);
    t.match(ended, { stage: 'ready' });
    t.notOk(ended.error, 'what interrupted it is forgotten');
    t.match(library.clips(), [{ name: 'clip.mp4' }]);
    t.same(await findViolations(root, library, [plans.keyFor(undefined)]), []);
  },
);

t.test('where framed is stopped meanwhile, the next start goes on with it', async (t) => {
  const root = temporaryFolder(t);
  const { ingest, library, id } = await startInterrupted(t, { root });
  await ingest.stop();
  await library.close();
  const next = await startIngest(t, { root });
  next.ingest.resume();
  t.match(await next.jobs.ended(id), { stage: 'ready', known: false });
});

t.test('it can be cancelled once the disk takes that', async (t) => {
  const { ingest, files, library, id, pauses } = await startInterrupted(t);
  files.disarm();
  const cancelled = ingest.cancel(id);
  pauses.end();
  await cancelled;
  t.match(ingest.jobs(), [{ stage: 'cancelled' }]);
  t.same(library.clips(), []);
});

t.test('nothing is cancelled of which the next start would make a clip', async (t) => {
  const { root, ingest, library, id } = await startInterrupted(t);
  const staging = join(root, 'staging');
  await rename(staging, `${staging}.aside`);
  await writeFile(staging, 'no folder');
  await t.rejects(ingest.cancel(id), { code: /^library-/ });
  await rm(staging);
  await rename(`${staging}.aside`, staging);
  t.match(ingest.jobs(), [{ error: { code: 'interrupted' } }]);
  t.same(library.clips(), []);
});
