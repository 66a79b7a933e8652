import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { HttpServices } from '../../../daemon/http/services.js';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { sha256 } from '../library/staged-clips.js';
import { startIngest, upload } from './start-ingest.js';

const EMPTY_LIBRARY = ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/'];

t.test('library and ingest are what the HTTP room asks for', async (t) => {
  const { library, ingest } = await startIngest(t);
  const services: Pick<HttpServices, 'clips' | 'playlists' | 'uploads'> = {
    clips: library,
    playlists: library.playlists,
    uploads: ingest,
  };
  t.ok(services, 'held by the compiler');
});

t.test('an uploaded file becomes a clip, stage by stage', async (t) => {
  const { root, library, jobs, ingest } = await startIngest(t);
  const { job } = await upload(ingest, 'a film', '../../holiday.mp4');
  const ended = await jobs.ended(job.id);
  t.same(jobs.stages(job.id), ['receiving', 'waiting', 'converting', 'finishing', 'ready']);
  t.match(ended, { name: 'holiday.mp4', clipId: sha256('a film').slice(0, 32), known: false, frames: 2 });
  t.match(library.clips(), [{ id: ended.clipId, name: 'holiday.mp4', kind: 'video', frames: 2, durationMs: 80 }]);
  t.ok(library.posterPath(ended.clipId ?? ''));
  t.same(await findViolations(root, library, [ingest.planKey]), []);
  t.same(ingest.jobs(), [ended]);
});

t.test('the same file again is known, and not converted again', async (t) => {
  const { library, converter, jobs, ingest } = await startIngest(t);
  const first = await jobs.ended((await upload(ingest, 'a film')).job.id);
  const ticket = ingest.beginUpload('other.mp4');
  const path = join(ticket.folder, 'original');
  await writeFile(path, 'a film');
  ticket.completed({ path, sha256: sha256('a film') });
  const second = await jobs.ended(ticket.job.id);
  t.match(second, { stage: 'ready', known: true, clipId: first.clipId });
  t.same(jobs.stages(ticket.job.id), ['receiving', 'waiting', 'ready']);
  t.equal(converter.converted.length, 1);
  t.equal(library.clips().length, 1);
});

t.test('a file sent twice at the same time is one clip, converted once', async (t) => {
  const { library, converter, jobs, ingest } = await startIngest(t);
  const tickets = await Promise.all([upload(ingest, 'a film'), upload(ingest, 'a film')]);
  const ended = await Promise.all(tickets.map(({ job }) => jobs.ended(job.id)));
  t.same(ended.map(({ known }) => known).sort(), [false, true]);
  t.equal(ended[0]?.clipId, ended[1]?.clipId);
  t.equal(converter.converted.length, 1);
  t.equal(library.clips().length, 1);
});

t.test('a broken file fails with its code and sentence, and leaves nothing behind', async (t) => {
  const { root, library, jobs, ingest } = await startIngest(t);
  const { job } = await upload(ingest, 'broken film');
  const ended = await jobs.ended(job.id);
  t.match(ended, { stage: 'failed', error: { code: 'media-unreadable', message: 'the file is damaged' } });
  t.same(library.clips(), []);
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
});

t.test('an empty file is refused before anything looks at it', async (t) => {
  const { root, converter, jobs, ingest } = await startIngest(t);
  const { job } = await upload(ingest, '');
  t.match(await jobs.ended(job.id), { stage: 'failed', error: { code: 'file-empty' } });
  t.same(converter.converted, []);
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
});

t.test('a sender that goes away fails its job, and what came is thrown away', async (t) => {
  const { root, jobs, ingest } = await startIngest(t);
  const ticket = ingest.beginUpload('clip.mp4');
  await writeFile(join(ticket.folder, 'partial'), 'half a fi');
  ticket.received(9, 20);
  ticket.failed({ code: 'upload-aborted', message: 'the connection was lost after 9 bytes' });
  t.match(await jobs.ended(ticket.job.id), { stage: 'failed', error: { code: 'upload-aborted' } });
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
  ticket.completed({ path: 'too late' });
  t.equal(ticket.job.stage, 'failed');
});

t.test('a job cancelled at any stage ends as cancelled and leaves nothing behind', async (t) => {
  const { root, library, converter, jobs, ingest } = await startIngest(t);
  const receiving = ingest.beginUpload('receiving.mp4');
  await writeFile(join(receiving.folder, 'partial'), 'half a fi');
  const release = converter.hold();
  const converting = await upload(ingest, 'film 1', 'converting.mp4');
  await jobs.until(['converting'], converting.job.id);
  const waiting = await upload(ingest, 'film 2', 'waiting.mp4');
  await jobs.until(['waiting'], waiting.job.id);

  for (const ticket of [receiving, waiting, converting]) {
    await ingest.cancel(ticket.job.id);
    t.equal(ticket.job.stage, 'cancelled', ticket.job.name);
    t.equal(ticket.signal.aborted, true);
  }
  release();
  t.same(converter.converted, ['film 1'], 'what waited was never begun');
  t.same(library.clips(), []);
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);

  await t.rejects(ingest.cancel(converting.job.id), { code: 'job-finished' });
  await t.rejects(ingest.cancel('nobody'), { code: 'job-not-found' });
  await jobs.ended((await upload(ingest, 'film 3')).job.id);
  t.equal(library.clips().length, 1, 'the queue goes on');
});

t.test('one conversion runs at a time, or as many as are allowed', async (t) => {
  for (const conversionsAtOnce of [1, 2]) {
    const { converter, jobs, ingest } = await startIngest(t, { conversionsAtOnce });
    const release = converter.hold();
    const tickets = await Promise.all(['a', 'b', 'c', 'd'].map((content) => upload(ingest, content)));
    await converter.begun(conversionsAtOnce);
    release();
    await Promise.all(tickets.map(({ job }) => jobs.ended(job.id)));
    t.equal(converter.mostAtOnce, conversionsAtOnce);
    t.equal(converter.converted.length, 4);
  }
});

t.test('no more files are taken than may be under way', async (t) => {
  const { jobs, ingest } = await startIngest(t, { maxUploads: 2 });
  const [first] = [ingest.beginUpload('1'), ingest.beginUpload('2')];
  t.throws(() => ingest.beginUpload('3'), { code: 'too-many-uploads' });
  first.failed({ code: 'upload-aborted', message: 'gone' });
  await jobs.ended(first.job.id);
  t.doesNotThrow(() => ingest.beginUpload('3'));
});

t.test('the last twenty ended jobs stay listed; who was listening hears of the others’ end', async (t) => {
  const { jobs, ingest } = await startIngest(t);
  const ids: string[] = [];
  const stays = ingest.beginUpload('still receiving');
  for (let i = 0; i < 23; i++) {
    const ticket = ingest.beginUpload(`file ${i}`);
    ids.push(ticket.job.id);
    ticket.failed({ code: 'upload-aborted', message: 'gone' });
    await jobs.ended(ticket.job.id);
  }
  t.same(jobs.forgotten, ids.slice(0, 3));
  t.same(
    ingest.jobs().map(({ id }) => id),
    [stays.job.id, ...ids.slice(3)],
  );
});

t.test('a clip without a poster is a clip all the same', async (t) => {
  const { library, converter, jobs, ingest } = await startIngest(t);
  converter.hasPosters = false;
  const { clipId = '' } = await jobs.ended((await upload(ingest, 'a film')).job.id);
  t.ok(library.clip(clipId));
  t.equal(library.posterPath(clipId), undefined);
});

t.test('a file of this machine is copied in; the file itself is left alone', async (t) => {
  const folder = t.testdir({ 'film.mp4': 'a film' });
  const { root, library, jobs, ingest } = await startIngest(t);
  const job = await ingest.addFile(`${folder}/film.mp4`, 'film.mp4');
  const ended = await jobs.ended(job.id);
  t.equal(ended.clipId, sha256('a film').slice(0, 32));
  t.equal(library.clips().length, 1);
  t.same(await readdir(folder), ['film.mp4']);

  t.match(await ingest.addFile(`${folder}/nowhere.mp4`, 'x'), { stage: 'failed', error: { code: 'file-unreadable' } });
  t.match(await ingest.addFile(folder, 'x'), { stage: 'failed', error: { code: 'file-not-plain' } });
  t.ok((await filesOnDisk(root)).includes('staging/'));
});

t.test('receiving tells how far it is and how long it will take', async (t) => {
  const clock = { nowMs: 0, monotonicMs: () => clock.nowMs, wallMs: () => clock.nowMs };
  const { ingest } = await startIngest(t, { clock });
  const ticket = ingest.beginUpload('clip.mp4');
  clock.nowMs = 1000;
  ticket.received(250, 1000);
  t.match(ticket.job, { stage: 'receiving', percent: 25, etaMs: 3000 });
  ticket.received(300);
  t.match(ticket.job, { percent: 25 }, 'without a total nothing new can be said');
});

t.test('stopping cancels what is not whole, waits for what runs, and takes nothing more', async (t) => {
  const { root, converter, jobs, ingest } = await startIngest(t);
  converter.hold();
  const receiving = ingest.beginUpload('receiving.mp4');
  const tickets = await Promise.all(['a', 'b'].map((content) => upload(ingest, content)));
  await jobs.until(['converting']);
  await Promise.all([ingest.stop(), ingest.stop()]);
  t.equal(receiving.job.stage, 'cancelled');
  t.same(tickets.map(({ job }) => job.stage).sort(), ['converting', 'waiting'], 'what was acknowledged has not ended');
  t.equal(converter.running, 0);
  t.equal((await filesOnDisk(root)).filter((path) => path.endsWith('/original')).length, 2);
  t.throws(() => ingest.beginUpload('x'), { code: 'ingest-stopped' });
  ingest.renderMissing(['x']);
});

t.test('a listener that throws does not stop a job', async (t) => {
  const { library, ingest } = await startIngest(t, {
    onJob: () => {
      throw new Error('a faulty listener');
    },
  });
  const arrived = new Promise<void>((resolve) => library.on('change', resolve));
  await upload(ingest, 'a film');
  await arrived;
  t.equal(library.clips().length, 1);
});
