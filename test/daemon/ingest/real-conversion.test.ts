import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { Converter } from '../../../daemon/convert/convert.js';
import { findMediaTools } from '../../../daemon/convert/media-tools.js';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import type { Ingest } from '../../../daemon/ingest/ingest.js';
import { silentLog } from '../../../daemon/log.js';
import { packageRoot } from '../../../daemon/package-root.js';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { beginArriving } from './arriving-file.js';
import { startIngest, temporaryFolder } from './start-ingest.js';

const BUNNY = `${packageRoot}test/fixtures/bunny-640x480-25fps.mp4`;
/** Its moov box comes first. */
const FAST_START = `${packageRoot}test/fixtures/edit-list.mp4`;
const PANEL = { width: 160, height: 120 };
const EMPTY_LIBRARY = ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/'];

const tools = await findMediaTools();

async function startRealIngest(t: Parameters<typeof startIngest>[0]) {
  return startIngest(t, { converter: new Converter({ tools, log: silentLog }), geometry: PANEL });
}

async function uploadBunny(ingest: Ingest) {
  const ticket = ingest.beginUpload('bunny.mp4');
  const path = join(ticket.folder, 'original');
  await copyFile(BUNNY, path);
  await ticket.completed({ path });
  return ticket;
}

t.test('the bunny becomes a clip that plays, and is known when it comes again', async (t) => {
  const { root, library, jobs, ingest } = await startRealIngest(t);
  const { job } = await uploadBunny(ingest);
  const ended = await jobs.ended(job.id);
  t.match(ended, { stage: 'ready', known: false });
  const { clipId = '' } = ended;

  const clip = library.clip(clipId);
  t.match(clip, { name: 'bunny.mp4', kind: 'video' });
  const reader = FrameZipReader.open(library.renditionPath(clipId, ingest.planKey) ?? '');
  t.same(reader.geometry, PANEL);
  t.equal(reader.frameCount, clip?.frames);
  t.equal(Math.round(reader.totalMs), Math.round(clip?.durationMs ?? 0));
  reader.close();
  t.ok(library.originalPath(clipId)?.endsWith('.mp4'));
  t.same(await readFile(library.originalPath(clipId) ?? ''), await readFile(BUNNY));
  const poster = await readFile(library.posterPath(clipId) ?? '');
  t.equal(poster.toString('hex', 0, 3), 'ffd8ff', 'the poster is a JPEG');
  const percents = jobs.told.flatMap(({ stage, percent }) => (stage === 'converting' ? (percent ?? []) : []));
  t.ok(percents.length > 0, 'progress was told on the way');

  const again = await uploadBunny(ingest);
  t.match(await jobs.ended(again.job.id), { stage: 'ready', known: true, clipId });
  t.same(await findViolations(root, library, [ingest.planKey]), []);
});

t.test('a conversion that is cancelled half-way leaves nothing behind', async (t) => {
  const { root, library, jobs, ingest } = await startRealIngest(t);
  const { job } = await uploadBunny(ingest);
  await jobs.untilFrames(job.id);
  await ingest.cancel(job.id);
  t.match(await jobs.ended(job.id), { stage: 'cancelled' });
  t.same(library.clips(), []);
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
});

t.test('files that are no film fail with a clear word and leave nothing behind', async (t) => {
  const { root, library, jobs, ingest } = await startRealIngest(t);
  const cutOff = (await readFile(BUNNY)).subarray(0, 2000);
  for (const content of [cutOff, Buffer.from('<script>alert(1)</script>'), Buffer.alloc(4096, 0x55)]) {
    const ticket = ingest.beginUpload('film.mp4');
    const path = join(ticket.folder, 'original');
    await writeFile(path, content);
    await ticket.completed({ path });
    const { stage, error } = await jobs.ended(ticket.job.id);
    t.equal(stage, 'failed');
    t.match(error?.code, /^(media|convert)-/, String(error?.message));
  }
  t.same(library.clips(), []);
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
});

t.test('another panel: the frames are made again from the kept original', async (t) => {
  const { root, library, jobs, ingest } = await startRealIngest(t);
  const { clipId = '' } = await jobs.ended((await uploadBunny(ingest)).job.id);
  const oldKey = ingest.planKey;
  const before = jobs.told.length;
  const square = { width: 96, height: 96 };
  ingest.setPlan({ geometry: square, options: { fit: 'contain', background: '#102030', rotation: 0, maxFps: 10 } });
  ingest.renderMissing([clipId]);
  await jobs.ended(jobs.told[before]?.id ?? '');
  const reader = FrameZipReader.open(library.renditionPath(clipId, ingest.planKey) ?? '');
  t.same(reader.geometry, square);
  reader.close();
  t.same(await findViolations(root, library, [oldKey, ingest.planKey]), []);
});

t.test('a film is converted while it arrives, into what it would become from disk', async (t) => {
  const content = await readFile(FAST_START);
  const pieces = Array.from({ length: 8 }, (_, i) =>
    content.subarray((i * content.length) / 8, ((i + 1) * content.length) / 8),
  );
  const { library, jobs, ingest } = await startRealIngest(t);
  const { ticket, send, complete } = await beginArriving(ingest, temporaryFolder(t), pieces);
  for (let sent = 1; sent < pieces.length; sent++) await send();
  const early = await jobs.untilFrames(ticket.job.id);
  t.equal(early.stage, 'receiving', 'there are frames while bytes are missing');
  await send();
  await complete();
  const { clipId = '' } = await jobs.ended(ticket.job.id);
  const arrived = await readFile(library.renditionPath(clipId, ingest.planKey) ?? '');

  const fromDisk = await startRealIngest(t);
  const job = await fromDisk.ingest.addFile(FAST_START, 'film.mp4');
  await fromDisk.jobs.ended(job.id);
  const converted = await readFile(fromDisk.library.renditionPath(clipId, ingest.planKey) ?? '');
  t.equal(arrived.length, converted.length);
  t.ok(arrived.equals(converted), 'byte for byte');
});
