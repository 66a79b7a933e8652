import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { DiskReserve, freeBytesAt } from '../../../daemon/ingest/disk-reserve.js';
import { filesOnDisk } from '../library/files-on-disk.js';
import { startIngest, upload } from './start-ingest.js';

const EMPTY_LIBRARY = ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/'];

function reserveOf({
  keepFreeBytes = 200e6,
  maxLibraryBytes,
}: {
  keepFreeBytes?: number;
  maxLibraryBytes?: number;
} = {}) {
  const disk = { free: 1000e6, library: 0 };
  const reserve = new DiskReserve(
    { keepFreeBytes, maxLibraryBytes },
    { freeBytes: () => disk.free, libraryBytes: () => disk.library },
  );
  return { disk, reserve };
}

t.test('a file that would eat into the reserve is refused in words and figures', (t) => {
  const { reserve } = reserveOf();
  t.doesNotThrow(() => reserve.check(800e6));
  t.throws(() => reserve.check(800e6 + 1), {
    code: 'disk-reserve',
    message: /needs 801 MB; 1000 MB of the disk are free and 200 MB stay so/,
  });
  t.end();
});

t.test('files on their way count with what is still to come of them', (t) => {
  const { reserve } = reserveOf();
  reserve.promise('a', 500e6);
  t.throws(() => reserve.check(400e6), { code: 'disk-reserve' });
  reserve.promise('a', 0);
  t.doesNotThrow(() => reserve.check(400e6));
  t.end();
});

t.test('a library that may have no more says so', (t) => {
  const { disk, reserve } = reserveOf({ maxLibraryBytes: 100e6 });
  disk.library = 90e6;
  t.doesNotThrow(() => reserve.check(10e6));
  t.throws(() => reserve.check(11e6), { code: 'library-full', message: /has 90 MB and may have 100 MB/ });
  t.end();
});

t.test('a full disk refuses an upload before its first byte, and leaves nothing', async (t) => {
  const { disk, reserve } = reserveOf();
  const { root, jobs, ingest } = await startIngest(t, { reserve });
  disk.free = 250e6;
  t.throws(() => ingest.beginUpload('film.mp4', { totalBytes: 51e6 }), { code: 'disk-reserve' });
  t.same(jobs.told, []);
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
  t.doesNotThrow(() => ingest.beginUpload('small.mp4', { totalBytes: 49e6 }));
});

t.test('an upload that meets the reserve on its way fails with that word, and what came is removed', async (t) => {
  const { disk, reserve } = reserveOf();
  const { root, jobs, ingest } = await startIngest(t, { reserve });
  const ticket = ingest.beginUpload('film.mp4');
  await writeFile(join(ticket.folder, 'partial'), 'as if it were megabytes');
  ticket.received(3e6);
  disk.free = 100e6;
  ticket.received(3.9e6);
  t.equal(ticket.signal.aborted, false, 'it is looked at every few megabytes');
  ticket.received(5e6);
  t.equal(ticket.signal.aborted, true);
  t.match(await jobs.ended(ticket.job.id), { stage: 'failed', error: { code: 'disk-reserve', message: /100 MB/ } });
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
});

t.test('with room for it a file goes its way, and its promise ends with it', async (t) => {
  const { reserve } = reserveOf();
  const { jobs, ingest } = await startIngest(t, { reserve });
  const { job } = await upload(ingest, 'a film', 'film.mp4', { totalBytes: 500e6 });
  t.doesNotThrow(() => reserve.check(800e6), 'it is there: what is free tells the rest');
  await jobs.ended(job.id);
  t.ok(freeBytesAt('/') > 0);
});
