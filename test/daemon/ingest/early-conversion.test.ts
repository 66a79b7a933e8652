import t from 'tap';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { beginArriving } from './arriving-file.js';
import { startIngest, temporaryFolder, upload } from './start-ingest.js';

const EMPTY_LIBRARY = ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/'];

const texts = (...pieces: string[]) => pieces.map((piece) => Buffer.from(piece));

t.test('a file is converted while it arrives, and is a clip a moment after its last byte', async (t) => {
  const { root, library, converter, jobs, ingest, plans } = await startIngest(t);
  const { ticket, send, complete } = await beginArriving(ingest, temporaryFolder(t), texts('a film', ' that goes on'));
  await send();
  await converter.begun(1);
  t.equal(ticket.job.stage, 'receiving');
  await send();
  await complete();
  t.match(await jobs.ended(ticket.job.id), { stage: 'ready', known: false });
  t.same(converter.converted, ['a film (arriving)'], 'once');
  t.same(await findViolations(root, library, [plans.keyFor(undefined)]), []);
});

t.test('the poster is made while the second half arrives, once', async (t) => {
  const { library, converter, jobs, ingest } = await startIngest(t);
  const { ticket, send, complete } = await beginArriving(ingest, temporaryFolder(t), texts('a film', ' that goes on'));
  await send();
  while (converter.posters === 0) await new Promise((resolve) => setImmediate(resolve));
  t.equal(ticket.job.stage, 'receiving');
  await send();
  await complete();
  const { clipId = '' } = await jobs.ended(ticket.job.id);
  t.ok(library.posterPath(clipId));
  t.equal(converter.posters, 1);
});

t.test('where no poster could be made of half a film, one is made of the whole', async (t) => {
  const { library, converter, jobs, ingest } = await startIngest(t);
  converter.hasPosters = false;
  const release = converter.hold();
  const { ticket, send, complete } = await beginArriving(ingest, temporaryFolder(t), texts('a film'));
  await send();
  await converter.begun(1);
  while (converter.refusedPosters === 0) await new Promise((resolve) => setImmediate(resolve));
  converter.hasPosters = true;
  release();
  await complete();
  const { clipId = '' } = await jobs.ended(ticket.job.id);
  t.ok(library.posterPath(clipId));
});

t.test('a file that cannot be converted as it comes is converted when it is whole', async (t) => {
  const { root, library, converter, jobs, ingest, plans } = await startIngest(t);
  converter.streams = false;
  const { ticket, send, complete } = await beginArriving(ingest, temporaryFolder(t), texts('a film'));
  await send();
  await converter.begun(1);
  await complete();
  t.match(await jobs.ended(ticket.job.id), { stage: 'ready', known: false });
  t.same(converter.converted, ['a film (arriving)', 'a film']);
  t.same(await findViolations(root, library, [plans.keyFor(undefined)]), []);
});

t.test('an upload that breaks off ends what was begun for it, and leaves nothing', async (t) => {
  const { root, converter, jobs, ingest } = await startIngest(t);
  const release = converter.hold();
  const { ticket, arriving, send } = await beginArriving(ingest, temporaryFolder(t), texts('a film'));
  await send();
  await converter.begun(1);
  arriving.fail();
  ticket.failed({ code: 'upload-aborted', message: 'gone' });
  t.match(await jobs.ended(ticket.job.id), { stage: 'failed', error: { code: 'upload-aborted' } });
  t.equal(converter.running, 0);
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
  release();
});

t.test('a file that turns out to be known is not converted to its end', async (t) => {
  const { root, library, converter, jobs, ingest, plans } = await startIngest(t);
  await jobs.ended((await upload(ingest, 'a film')).job.id);
  const release = converter.hold();
  const { ticket, send, complete } = await beginArriving(ingest, temporaryFolder(t), texts('a film'));
  await send();
  await converter.begun(2);
  await complete();
  t.match(await jobs.ended(ticket.job.id), { stage: 'ready', known: true });
  t.equal(converter.running, 0);
  release();
  t.same(await findViolations(root, library, [plans.keyFor(undefined)]), []);
});

t.test('while another file arrives, one that is whole by then is converted from disk in its turn', async (t) => {
  const { converter, jobs, ingest } = await startIngest(t);
  const folder = temporaryFolder(t);
  const first = await beginArriving(ingest, folder, texts('first', '!'));
  await first.send();
  await converter.begun(1);
  const second = await beginArriving(ingest, folder, texts('second'));
  await second.send();
  await second.complete();
  t.equal(second.ticket.job.stage, 'waiting');
  await first.send();
  await first.complete();
  t.match(await jobs.ended(first.ticket.job.id), { stage: 'ready' });
  t.match(await jobs.ended(second.ticket.job.id), { stage: 'ready' });
  t.same(converter.converted, ['first (arriving)', 'second']);
});

t.test('an upload taken up after a restart is converted when it is whole', async (t) => {
  const { converter, jobs, ingest } = await startIngest(t);
  const { ticket, complete } = await beginArriving(ingest, temporaryFolder(t), texts('a film'), { bytes: 6 });
  await complete();
  t.match(await jobs.ended(ticket.job.id), { stage: 'ready' });
  t.same(converter.converted, ['a film']);
});
