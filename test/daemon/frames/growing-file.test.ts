import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { GrowingFile } from '../../../daemon/frames/growing-file.js';

t.test('what is appended is in the file, small and large', async (t) => {
  const path = join(t.testdir(), 'x');
  const file = GrowingFile.create(path);
  const parts = [10, 300_000, 0, 200_000, 100_000, 1].map((length, i) => Buffer.alloc(length, i + 1));
  for (const part of parts) file.append(part);
  t.equal(file.bytes, 600_011);
  file.syncAndClose();
  t.ok(readFileSync(path).equals(Buffer.concat(parts)));
  t.throws(() => file.append(Buffer.alloc(1_000_000)), { code: 'frame-zip-write-failed' });
});

t.test('a disk that is full stops the writer with the reason of the system, and nothing is left', (t) => {
  const folder = t.testdir();
  const path = join(folder, 'x.zip');
  const writer = new URL('../../../daemon/frames/writer.js', import.meta.url).href;
  // A limit on the size of files is the nearest thing to a full disk that a test may make. Without what tap puts into every
  // child: that listens for the signal that comes with the limit, and dies of it.
  const script = `
    const { FrameZipWriter } = await import(${JSON.stringify(writer)});
    const geometry = { width: 320, height: 240 };
    const options = { geometry, kind: 'video', slug: 'x', originalFilename: 'x', fps: 25, compatible: true };
    const writer = FrameZipWriter.create(${JSON.stringify(path)}, options);
    try {
      for (let i = 0; i < 50; i++) writer.addFrame(Buffer.alloc(320 * 240 * 2, i), i * 40);
    } catch (error) {
      console.log(error.code, error.cause.code);
    }
    writer.abort();`;
  const run = spawnSync(
    'sh',
    [
      '-c',
      'unset NODE_OPTIONS; ulimit -f 2000; exec "$@"',
      'sh',
      process.execPath,
      '--input-type=module',
      '-e',
      script,
    ],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    },
  );
  t.same([run.stdout, run.status, run.signal], ['frame-zip-write-failed EFBIG\n', 0, null], run.stderr);
  t.notOk(existsSync(path));
  t.end();
});
