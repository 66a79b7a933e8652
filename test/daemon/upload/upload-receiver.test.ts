import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { FramedError } from '../../../daemon/errors.js';
import { LaterTries } from '../../../daemon/upload/later-tries.js';
import { until } from '../../until.js';
import { ManualTimers } from '../control/manual-timers.js';
import { codeOf } from '../http/tus-client.js';
import { SetClock, startReceiver } from './receiver-server.js';

const CONTENT = randomBytes(2_000_000);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const HOUR_MS = 3_600_000;

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const filesIn = (root: string) => readdirSync(join(root, 'uploads'));

t.test('after a restart an unfinished upload is a job again, goes on, and has the hash of the whole', async (t) => {
  const root = t.testdir();
  const first = await startReceiver(t, root);
  const path = await first.tus.create(CONTENT.length, 'a.mp4');
  await first.tus.patch(path, 0, CONTENT.subarray(0, 1_500_000));
  await first.stop();

  const second = await startReceiver(t, root);
  t.match(second.uploads.jobs, [{ name: 'a.mp4' }]);
  t.match(second.uploads.received, [{ bytes: 1_500_000, totalBytes: CONTENT.length }]);
  t.match(await second.tus.head(path), {
    headers: {
      'upload-offset': '1500000',
      'upload-length': '2000000',
      'upload-metadata': `filename ${Buffer.from('a.mp4').toString('base64')}`,
    },
  });
  await second.tus.patch(path, 1_500_000, CONTENT.subarray(1_500_000));
  t.match(second.uploads.completed, [{ sha256: SHA256, bytes: CONTENT.length }]);
  t.ok(readFileSync(second.uploads.completed[0]?.path ?? '').equals(CONTENT));
  await until(() => filesIn(root).length === 0);
});

t.test(
  'a whole file that was not taken over before a kill is taken over at the start, and its sender is told',
  async (t) => {
    const root = t.testdir();
    const first = await startReceiver(t, root);
    const path = await first.tus.create(CONTENT.length);
    await first.tus.patch(path, 0, CONTENT.subarray(0, 10));
    await first.stop();
    writeFileSync(join(root, 'uploads', idOf(path)), CONTENT);

    const second = await startReceiver(t, root);
    await until(() => second.uploads.completed.length > 0);
    t.match(second.uploads.completed, [{ sha256: SHA256 }]);
    t.equal(await second.tus.offset(path), CONTENT.length);
    await until(() => filesIn(root).length === 0);
  },
);

t.test('a file whose job dies with the daemon is handed over again, and kept no longer than its job', async (t) => {
  const root = t.testdir();
  const first = await startReceiver(t, root);
  first.uploads.settlesAtOnce = false;
  const path = await first.tus.create(CONTENT.length);
  await first.tus.patch(path, 0, CONTENT);
  t.equal(filesIn(root).length, 2);
  await first.stop();
  first.uploads.settle('job-1');
  // The library's, at its start.
  rmSync(join(root, 'staging'), { recursive: true });

  const second = await startReceiver(t, root);
  await until(() => second.uploads.completed.length > 0);
  t.match(second.uploads.completed, [{ sha256: SHA256 }]);
  await until(() => filesIn(root).length === 0);
});

t.test('a file that is kept elsewhere by the next start is not handed over again', async (t) => {
  const root = t.testdir();
  const first = await startReceiver(t, root);
  first.uploads.settlesAtOnce = false;
  const path = await first.tus.create(CONTENT.length);
  await first.tus.patch(path, 0, CONTENT);
  await first.stop();
  first.uploads.settle('job-1');
  t.equal(filesIn(root).length, 2);
  const { uploads } = await startReceiver(t, root);
  t.same(uploads.jobs, []);
  t.same(filesIn(root), []);
});

t.test('a file that brings the daemon down at every start is given up', async (t) => {
  const root = t.testdir();
  const first = await startReceiver(t, root);
  const path = await first.tus.create(10);
  await first.stop();
  const data = join(root, 'uploads', idOf(path));
  writeFileSync(data, CONTENT.subarray(0, 10));
  const described = JSON.parse(readFileSync(`${data}.json`, 'utf8'));
  writeFileSync(`${data}.json`, JSON.stringify({ ...described, deaths: 3 }));
  const { uploads } = await startReceiver(t, root);
  t.match(uploads.failures, [{ code: 'upload-given-up' }]);
  t.same(uploads.completed, []);
  await until(() => filesIn(root).length === 0);
});

t.test('what a power cut took of the acknowledged bytes is asked for again', async (t) => {
  const root = t.testdir();
  const first = await startReceiver(t, root);
  const path = await first.tus.create(CONTENT.length);
  await first.tus.patch(path, 0, CONTENT.subarray(0, 1_000_000));
  await first.stop();
  truncateSync(join(root, 'uploads', idOf(path)), 300_000);

  const { tus, uploads } = await startReceiver(t, root);
  t.equal(await tus.offset(path), 300_000);
  await tus.patch(path, 300_000, CONTENT.subarray(300_000));
  t.match(uploads.completed, [{ sha256: SHA256 }]);
});

t.test('what cannot go on is swept at the start, and logged', async (t) => {
  const root = t.testdir();
  const first = await startReceiver(t, root);
  const paths: string[] = [];
  for (let index = 0; index < 5; index++) {
    const path = await first.tus.create(1000);
    await first.tus.patch(path, 0, CONTENT.subarray(0, 100));
    paths.push(path);
  }
  await first.stop();
  const [garbled, foreign, tooLong, alone, kept] = paths.map((path) => join(root, 'uploads', idOf(path)));
  truncateSync(`${garbled}.json`, 20);
  writeFileSync(`${foreign}.json`, '{"version":1,"id":"../../etc/passwd","totalBytes":1000,"metadata":{}}');
  truncateSync(`${tooLong}`, 1001);
  rmSync(`${alone}.json`);
  writeFileSync(join(root, 'uploads', 'notes.txt'), 'not an upload');

  const { tus, uploads, lines } = await startReceiver(t, root);
  t.equal(uploads.jobs.length, 1);
  t.equal(await tus.offset(paths[4] ?? ''), 100);
  t.equal((await tus.head(paths[0] ?? '')).status, 404);
  t.same(filesIn(root).sort(), [`${kept}`, `${kept}.json`].map((file) => idOf(file)).sort());
  t.equal(lines.filter((line) => line.includes('swept')).length, 8);
});

t.test('an upload is given up a day after its last byte, not after its beginning', async (t) => {
  const root = t.testdir();
  const clock = new SetClock();
  const { tus, uploads, receiver } = await startReceiver(t, root, { clock });
  const path = await tus.create(1000);
  clock.nowMs += 20 * HOUR_MS;
  await tus.patch(path, 0, CONTENT.subarray(0, 10));
  clock.nowMs += 20 * HOUR_MS;
  await receiver.expire();
  t.equal(await tus.offset(path), 10);
  clock.nowMs += 5 * HOUR_MS;
  await receiver.expire();
  const gone = await tus.patch(path, 10, CONTENT.subarray(0, 10));
  t.equal(gone.status, 410);
  t.equal(codeOf(gone), 'upload-gone');
  t.match(uploads.failures, [{ code: 'upload-expired', message: /24 hours/ }]);
  await until(() => filesIn(root).length === 0);
});

t.test(
  'time while the daemon was off counts, an hour after it is back; a clock that is not set yet gives nothing up',
  async (t) => {
    const root = t.testdir();
    const first = await startReceiver(t, root);
    const path = await first.tus.create(1000);
    await first.stop();
    const early = new SetClock();
    early.nowMs = 0;
    const second = await startReceiver(t, root, { clock: early });
    t.equal((await second.tus.head(path)).status, 200);
    await second.stop();
    const late = new SetClock();
    late.nowMs = Date.now() + 2 * HOUR_MS;
    const third = await startReceiver(t, root, { clock: late, keepUnfinishedMs: HOUR_MS });
    t.equal((await third.tus.head(path)).status, 200, 'the clock may have jumped');
    late.nowMs += HOUR_MS;
    await third.receiver.expire();
    t.equal((await third.tus.head(path)).status, 410);
    await until(() => filesIn(root).length === 0);
  },
);

t.test('giving up takes no finished upload', async (t) => {
  const root = t.testdir();
  const clock = new SetClock();
  const { tus, uploads, receiver } = await startReceiver(t, root, { clock });
  const path = await tus.create(10);
  await tus.patch(path, 0, CONTENT.subarray(0, 10));
  clock.nowMs += 1000 * HOUR_MS;
  await receiver.expire();
  t.same(uploads.failures, []);
  t.equal(readFileSync(uploads.completed[0]?.path ?? '').length, 10);
  t.equal(await tus.offset(path), 10);
});

t.test('a phone that comes back takes over from its old connection, with every byte that came', async (t) => {
  const root = t.testdir();
  const { tus, uploads } = await startReceiver(t, root);
  const path = await tus.create(CONTENT.length);
  const old = tus.openPatch(path, 0, CONTENT.length);
  old.request.write(CONTENT.subarray(0, 500_000));
  await until(() => uploads.received.at(-1)?.bytes === 500_000);
  const offset = await tus.offset(path);
  t.equal(offset, 500_000);
  const answer = await old.answer;
  t.match(answer, { status: 204, headers: { 'upload-offset': '500000', connection: 'close' } });
  t.equal((await tus.patch(path, offset, CONTENT.subarray(offset))).status, 204);
  t.match(uploads.completed, [{ sha256: SHA256 }]);
});

t.test('two that send at once do not mix: the older is cut off, the newer has to ask again', async (t) => {
  const root = t.testdir();
  const { tus, uploads } = await startReceiver(t, root);
  const path = await tus.create(CONTENT.length);
  const old = tus.openPatch(path, 0, CONTENT.length);
  old.request.write(CONTENT.subarray(0, 500_000));
  await until(() => uploads.received.at(-1)?.bytes === 500_000);
  const newer = await tus.patch(path, 0, CONTENT);
  t.equal(newer.status, 409);
  t.equal(codeOf(newer), 'upload-offset-wrong');
  old.request.destroy();
  t.equal((await tus.patch(path, 500_000, CONTENT.subarray(500_000))).status, 204);
  t.match(uploads.completed, [{ sha256: SHA256 }]);
});

t.test('stopping keeps what came of a file that is being sent', async (t) => {
  const root = t.testdir();
  const first = await startReceiver(t, root);
  const path = await first.tus.create(CONTENT.length);
  const { request } = first.tus.openPatch(path, 0, CONTENT.length);
  request.on('error', () => {});
  request.write(CONTENT.subarray(0, 500_000));
  await until(() => first.uploads.received.at(-1)?.bytes === 500_000);
  await first.receiver.stop();
  first.uploads.cancel('job-1');
  t.equal(filesIn(root).length, 2, 'the end of the jobs is not the end of the file');
  await first.stop();
  const second = await startReceiver(t, root);
  t.equal(await second.tus.offset(path), 500_000);
});

t.test('an empty file is handed on with its creation, for the intake to refuse', async (t) => {
  const root = t.testdir();
  const { tus, uploads } = await startReceiver(t, root);
  await tus.create(0);
  t.match(uploads.completed, [{ bytes: 0 }]);
  await until(() => filesIn(root).length === 0);
});

t.test('a disk that fills up is said so; what came is kept, and goes on once there is room', async (t) => {
  const root = t.testdir();
  const { tus, uploads } = await startReceiver(t, root);
  const path = await tus.create(CONTENT.length);
  await tus.patch(path, 0, CONTENT.subarray(0, 100_000));
  const data = join(root, 'uploads', idOf(path));
  renameSync(data, `${data}.aside`);
  symlinkSync('/dev/full', data);
  const refused = await tus.patch(path, 100_000, CONTENT.subarray(100_000));
  t.equal(refused.status, 507);
  t.equal(codeOf(refused), 'disk-full');
  t.equal(await tus.offset(path), 100_000);
  renameSync(`${data}.aside`, data);
  t.equal((await tus.patch(path, 100_000, CONTENT.subarray(100_000))).status, 204);
  t.match(uploads.completed, [{ sha256: SHA256 }]);
});

t.test(
  'a whole file that can be neither stored nor taken away is not refused, but stored when it can be',
  async (t) => {
    const root = t.testdir();
    const timers = new ManualTimers();
    const later = new LaterTries((ms, run) => timers.after(ms, run));
    const { tus, uploads } = await startReceiver(t, root, { later });
    const path = await tus.create(CONTENT.length);
    const description = join(root, 'uploads', `${idOf(path)}.json`);
    // What is a folder is not deleted as a file is.
    renameSync(description, `${description}.aside`);
    mkdirSync(description);
    uploads.refusal = new FramedError('library-not-writable', 'the file system is read-only.');
    const answer = await tus.patch(path, 0, CONTENT);
    t.equal(answer.status, 507);
    t.equal(codeOf(answer), 'upload-interrupted');
    t.match(answer.body, /as soon as the disk takes writes.*read-only/);
    t.equal((await tus.head(path)).status, 507, 'nobody is told that it is there');
    timers.advance(2000);
    await until(() => timers.pending > 0);
    t.match(uploads.interruptions, [{ code: 'upload-interrupted' }], 'which its job has said once');
    t.same(uploads.failures, []);

    uploads.refusal = undefined;
    rmdirSync(description);
    renameSync(`${description}.aside`, description);
    timers.advance(2000);
    await until(() => uploads.completed.length > 0);
    t.match(uploads.completed, [{ sha256: SHA256 }]);
    await until(() => filesIn(root).length === 0);
    t.equal(await tus.offset(path), CONTENT.length);
  },
);

t.test('5 GB do not hurt: offsets past 32 bits, memory flat, and a cancel does not wait for the hash', async (t) => {
  const root = t.testdir();
  const total = 5_000_000_000;
  const first = await startReceiver(t, root);
  const path = await first.tus.create(total);
  await first.stop();
  truncateSync(join(root, 'uploads', idOf(path)), total - CONTENT.length);

  const { tus } = await startReceiver(t, root);
  const offset = total - CONTENT.length;
  t.equal(await tus.offset(path), offset);
  const rssBefore = process.memoryUsage.rss();
  t.equal((await tus.patch(path, offset, CONTENT.subarray(0, 1_000_000))).status, 204);
  t.equal(await tus.offset(path), offset + 1_000_000);
  // Its last byte starts the hash of all 5 GB, which takes seconds.
  const whole = tus.patch(path, offset + 1_000_000, CONTENT.subarray(1_000_000));
  await until(() => statSync(join(root, 'uploads', idOf(path))).size === total);
  const grownBy = process.memoryUsage.rss() - rssBefore;
  t.ok(grownBy < 50e6, `${Math.round(grownBy / 1e6)} MB more`);
  t.equal((await tus.send('DELETE', path)).status, 204);
  t.equal(codeOf(await whole), 'upload-gone');
  await until(() => filesIn(root).length === 0);
});
