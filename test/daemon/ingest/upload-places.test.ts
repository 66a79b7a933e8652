import t from 'tap';
import { RunningJob } from '../../../daemon/ingest/running-job.js';
import { UploadPlaces } from '../../../daemon/ingest/upload-places.js';
import { filesOnDisk } from '../library/files-on-disk.js';
import { startIngest, upload } from './start-ingest.js';

const MINUTE_MS = 60_000;

function openPlaces({ maxUploads = 3, maxTotalBytes = 100e6 } = {}) {
  const clock = { nowMs: 1e6, monotonicMs: () => clock.nowMs, wallMs: () => clock.nowMs };
  const places = new UploadPlaces({ maxUploads, maxTotalBytes }, clock);
  const jobs = new Map<string, RunningJob>();
  const enter = (id: string, upload: { totalBytes?: number; bytes?: number; idleMs?: number } = {}) => {
    const job = { id, name: `${id}.mp4`, stage: 'receiving' as const, frames: 0, known: false };
    const running = new RunningJob(job, clock, () => {});
    jobs.set(id, running);
    places.enter(running, { bytes: 0, idleMs: 0, ...upload });
  };
  const steppedAside = () => [...jobs].filter(([, { signal }]) => signal.aborted).map(([id]) => id);
  return { clock, places, jobs, enter, steppedAside };
}

t.test('where all places are taken, the upload that was silent for longest makes room for a newcomer', (t) => {
  const { clock, places, jobs, enter, steppedAside } = openPlaces();
  enter('a');
  clock.nowMs += MINUTE_MS;
  enter('b');
  enter('c');
  t.throws(() => places.makeRoom(1, 3), { code: 'too-many-uploads' }, 'nobody is silent for long');
  clock.nowMs += 5 * MINUTE_MS;
  places.received('a', 10);
  places.makeRoom(1, 3);
  t.same(steppedAside(), ['b']);
  t.match(jobs.get('b')?.signal.reason, { code: 'upload-stepped-aside', message: /"b.mp4" came for 5 minutes/ });
  places.makeRoom(1, 3);
  t.same(steppedAside(), ['b'], 'whose place is free already, though its end takes a moment');
  t.end();
});

t.test('what is on its way may take so much together, and no more', (t) => {
  const { clock, places, enter, steppedAside } = openPlaces({ maxUploads: 64 });
  enter('a', { totalBytes: 60e6 });
  enter('b', { totalBytes: 30e6 });
  t.same(places.unfinished, { count: 2, bytes: 90e6 });
  t.throws(() => places.makeRoom(11e6, 2), {
    code: 'uploads-full',
    message: /needs 11 MB; files on their way take 90 MB and may take 100 MB together\. .*uploads\.max_total_mb/,
  });
  clock.nowMs += 6 * MINUTE_MS;
  t.throws(() => places.makeRoom(101e6, 2), { code: 'uploads-full' });
  t.same(steppedAside(), [], 'nobody steps aside for what would not fit all the same');
  places.makeRoom(11e6, 2);
  t.same(steppedAside(), ['a']);
  places.leave('b');
  t.same(places.unfinished, { count: 0, bytes: 0 });
  t.end();
});

t.test('a file whose length is not known counts with what came, and ends where there is no more room', (t) => {
  const { places, jobs, enter } = openPlaces();
  enter('a', { totalBytes: 60e6 });
  enter('b');
  places.received('b', 40e6);
  t.equal(jobs.get('b')?.signal.aborted, false);
  places.received('b', 41e6);
  t.match(jobs.get('b')?.signal.reason, { code: 'uploads-full' });
  t.end();
});

t.test('an upload from before a restart is as silent as it was', (t) => {
  const { places, enter, steppedAside } = openPlaces({ maxUploads: 2 });
  enter('old', { totalBytes: 10, bytes: 5, idleMs: 60 * MINUTE_MS });
  places.received('old', 5);
  enter('new', { totalBytes: 10 });
  places.makeRoom(1, 2);
  t.same(steppedAside(), ['old']);
  t.end();
});

t.test(
  'sixty-four uploads that were left alone keep nobody out, and nothing is left of those that made room',
  async (t) => {
    const clock = { nowMs: 1e6, monotonicMs: () => clock.nowMs, wallMs: () => clock.nowMs };
    const { root, ingest, jobs } = await startIngest(t, { clock });
    const abandoned = Array.from({ length: 64 }, (_, i) => ingest.beginUpload(`${i}.mp4`, { totalBytes: 100 }));
    t.throws(() => ingest.beginUpload('too soon.mp4'), { code: 'too-many-uploads' });
    clock.nowMs += 5 * MINUTE_MS;
    const { job } = await upload(ingest, 'a film');
    t.match(await jobs.ended(job.id), { stage: 'ready' });
    t.match(await jobs.ended(abandoned[0]?.job.id ?? ''), { stage: 'failed', error: { code: 'upload-stepped-aside' } });
    t.same(ingest.unfinished, { count: 63, bytes: 6300 });
    await ingest.stop();
    t.ok((await filesOnDisk(root)).includes('staging/'));
  },
);
