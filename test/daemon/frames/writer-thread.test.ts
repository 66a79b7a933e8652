import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import t from 'tap';
import { FrameZipWriter } from '../../../daemon/frames/writer.js';
import { FrameZipWriterThread } from '../../../daemon/frames/writer-thread.js';

const geometry = { width: 64, height: 48 };
const FRAME_BYTES = 64 * 48 * 2;
const VIDEO = { kind: 'video', slug: 'clip', originalFilename: 'clip.mp4', fps: 25 } as const;

function frame(index: number): Uint8Array {
  return Uint8Array.from({ length: FRAME_BYTES }, (_, at) =>
    at % 61 === index % 61 ? index : Math.imul(at, 7919) >> 5,
  );
}

function start(): FrameZipWriterThread {
  return FrameZipWriterThread.start({ geometry, niceness: 5 });
}

t.test('a writer in a thread makes the bytes of a writer in this one', async (t) => {
  const folder = t.testdir();
  const [here, there] = [join(folder, 'here.zip'), join(folder, 'there.zip')];
  const writer = FrameZipWriter.create(here, { ...VIDEO, geometry });
  const thread = start();
  await thread.open(there, VIDEO);
  const reused = new Uint8Array(FRAME_BYTES);
  for (let i = 0; i < 100; i++) {
    reused.set(frame(i >> 1));
    writer.addFrame(reused, i * 40);
    await thread.addFrame(reused, i * 40);
    reused.fill(0xee);
  }
  t.same(await thread.finish({ endMs: 4000 }), writer.finish({ endMs: 4000 }));
  t.ok(readFileSync(here).equals(readFileSync(there)));
  t.ok(thread.isIdle);
  await thread.abort();
  t.ok(existsSync(there), 'what is finished is not taken away');
});

t.test('a thread that was given up leaves nothing, at any moment', async (t) => {
  const folder = t.testdir();
  for (const frames of [undefined, 0, 3, 40]) {
    const thread = start();
    if (frames !== undefined) await thread.open(join(folder, 'x.zip'), VIDEO);
    for (let i = 0; i < (frames ?? 0); i++) await thread.addFrame(frame(i), i * 40);
    await thread.abort();
    await thread.abort();
    t.same(readdirSync(folder), []);
    await t.rejects(thread.addFrame(frame(0), 1e6), { code: 'frame-zip-frame-refused' });
  }
});

t.test(
  'a thread that dies in the middle is an error, for whoever waits and whoever comes, and leaves nothing',
  async (t) => {
    const folder = t.testdir();
    const workers: Worker[] = [];
    const spawn = (url: URL, options: WorkerOptions) => {
      const worker = new Worker(url, options);
      workers.push(worker);
      return worker;
    };
    const thread = FrameZipWriterThread.start({ geometry, niceness: 0, spawn });
    await thread.open(join(folder, 'x.zip'), VIDEO);
    await thread.addFrame(frame(0), 0);
    const finishing = thread.finish({ endMs: 40 });
    const died = { code: 'frame-zip-writer-died', message: /^The thread that writes the frame zip ended before/ };
    await Promise.all([t.rejects(finishing, died), ...workers.map((worker) => worker.terminate())]);
    await t.rejects(thread.addFrame(frame(1), 80), died);
    t.same(readdirSync(folder), []);
  },
);

t.test('a fault in the thread is told as its death, with the reason', async (t) => {
  await t.rejects(start().finish({ endMs: 40 }), { code: 'frame-zip-writer-died', message: /nothing to finish/ });
});

t.test('what the writer refuses comes back with its code', async (t) => {
  const folder = t.testdir();
  const refusal = { code: 'frame-zip-frame-refused' };
  const thread = start();
  await t.rejects(thread.open(join(folder, 'x.zip'), { ...VIDEO, compatible: true, fps: 2000 }), refusal, 'options');
  await thread.open(join(folder, 'x.zip'), VIDEO);
  await t.rejects(thread.addFrame(new Uint8Array(5), 0), refusal, 'a frame of another size');
  await thread.addFrame(frame(0), 40);
  await thread.addFrame(frame(1), 40);
  await t.rejects(thread.finish({ endMs: 80 }), { ...refusal, message: /not after the one before/ });
  t.same(readdirSync(folder), []);
});

t.test('a file that exists is left alone', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  writeFileSync(path, 'mine');
  const thread = start();
  await t.rejects(thread.open(path, VIDEO), { code: 'frame-zip-write-failed', cause: { code: 'EEXIST' } });
  await thread.abort();
  t.equal(readFileSync(path, 'utf8'), 'mine');
});

t.test('a disk that is full stops the frames with the reason of the system, and nothing is left', (t) => {
  const folder = t.testdir();
  const path = join(folder, 'x.zip');
  const thread = new URL('../../../daemon/frames/writer-thread.js', import.meta.url).href;
  // As in growing-file.test.ts: a limit on the size of files is the nearest thing that a test may make.
  const script = `
    const { FrameZipWriterThread } = await import(${JSON.stringify(thread)});
    const geometry = { width: 320, height: 240 };
    const thread = FrameZipWriterThread.start({ geometry, niceness: 0 });
    try {
      await thread.open(${JSON.stringify(path)}, { kind: 'video', slug: 'x', originalFilename: 'x', fps: 25, compatible: true });
      for (let i = 0; i < 50; i++) await thread.addFrame(Buffer.alloc(320 * 240 * 2, i), i * 40);
    } catch (error) {
      console.log(error.code, error.cause.code);
    }
    await thread.abort();`;
  writeFileSync(join(folder, 'full.mjs'), script);
  const limited = ['-c', 'unset NODE_OPTIONS; ulimit -f 2000; exec "$@"', 'sh', process.execPath];
  const run = spawnSync('sh', [...limited, join(folder, 'full.mjs')], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  t.same([run.stdout, run.status, run.signal], ['frame-zip-write-failed EFBIG\n', 0, null], run.stderr);
  t.notOk(existsSync(path));
  t.end();
});
