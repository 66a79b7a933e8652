import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { FrameZipWriterThread } from '../../../daemon/frames/writer-thread.js';
import { WriterThreads } from '../../../daemon/frames/writer-threads.js';

const geometry = { width: 16, height: 16 };
const VIDEO = { kind: 'video', slug: 'clip', originalFilename: 'clip.mp4', fps: 25 } as const;

async function writeClip(thread: FrameZipWriterThread, path: string): Promise<void> {
  await thread.open(path, VIDEO);
  for (let i = 0; i < 20; i++) await thread.addFrame(new Uint8Array(512).fill(i), i * 40);
  await thread.finish({ endMs: 800 });
}

t.test('a thread that comes back is lent again, and writes the next clip as well as the first', async (t) => {
  const folder = t.testdir();
  const threads = new WriterThreads({ niceness: 0 });
  const first = threads.lend(geometry);
  await writeClip(first, join(folder, 'a.zip'));
  await threads.giveBack(first);
  const second = threads.lend(geometry);
  t.equal(second, first);
  await writeClip(second, join(folder, 'b.zip'));
  t.ok(readFileSync(join(folder, 'a.zip')).equals(readFileSync(join(folder, 'b.zip'))));
  await threads.giveBack(second);
  await threads.stop();
  t.notOk(first.isIdle, 'stop ends it');
});

t.test('two at once are two threads, and one of them is kept', async (t) => {
  const threads = new WriterThreads({ niceness: 0 });
  const [a, b] = [threads.lend(geometry), threads.lend(geometry)];
  t.not(a, b);
  await threads.giveBack(a);
  await threads.giveBack(b);
  t.same([a.isIdle, b.isIdle], [false, true]);
  await threads.stop();
  t.notOk(b.isIdle);
});

t.test('a thread for pictures of another size is not lent', async (t) => {
  const threads = new WriterThreads({ niceness: 0 });
  const small = threads.lend(geometry);
  await threads.giveBack(small);
  const large = threads.lend({ width: 16, height: 17 });
  t.not(large, small);
  await threads.giveBack(large);
  await threads.stop();
});

t.test('a thread that comes back in the middle of a clip ends, and the clip is gone', async (t) => {
  const folder = t.testdir();
  const threads = new WriterThreads({ niceness: 0 });
  const thread = threads.lend(geometry);
  await thread.open(join(folder, 'x.zip'), VIDEO);
  await thread.addFrame(new Uint8Array(512), 0);
  await threads.giveBack(thread);
  t.same([readdirSync(folder), thread.isIdle], [[], false]);
  const next = threads.lend(geometry);
  t.not(next, thread);
  await threads.giveBack(next);
  await threads.stop();
});

t.test('a thread that is kept does not keep the process', (t) => {
  const folder = t.testdir();
  const threads = new URL('../../../daemon/frames/writer-threads.js', import.meta.url).href;
  const script = `
    const { WriterThreads } = await import(${JSON.stringify(threads)});
    const threads = new WriterThreads({ niceness: 0 });
    const thread = threads.lend({ width: 16, height: 16 });
    await thread.open(${JSON.stringify(join(folder, 'x.zip'))}, ${JSON.stringify(VIDEO)});
    await thread.addFrame(new Uint8Array(512), 0);
    await thread.finish({ endMs: 40 });
    await threads.giveBack(thread);`;
  writeFileSync(join(folder, 'run.mjs'), script);
  const { status, signal } = spawnSync(process.execPath, [join(folder, 'run.mjs')], { timeout: 15_000 });
  t.same([status, signal], [0, null]);
  t.end();
});
