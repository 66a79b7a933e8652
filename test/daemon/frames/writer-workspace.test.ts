import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { FrameZipWriter, type FrameZipWriterOptions } from '../../../daemon/frames/writer.js';
import { WriterWorkspace } from '../../../daemon/frames/writer-workspace.js';

const VIDEO: FrameZipWriterOptions = {
  geometry: { width: 64, height: 64 },
  kind: 'video',
  slug: 'clip_0123456789abcdef',
  originalFilename: 'clip.mp4',
};
const FRAME_BYTES = 64 * 64 * 2;

/** Noise, which is hard to compress, or lines; each frame differs a little from the one before. */
function frames(isHard: boolean): Uint8Array[] {
  return [0, 1, 2].map((number) =>
    Uint8Array.from({ length: FRAME_BYTES }, (_, at) => {
      if (at % 512 === number) return 1;
      return isHard ? Math.imul(at, 0x9e3779b1) >>> 24 : at >> 8;
    }),
  );
}

function fill(writer: FrameZipWriter, all: readonly Uint8Array[]): void {
  for (const [index, frame] of all.entries()) writer.addFrame(frame, index * 40);
}

t.test('whoever had the workspace before, the same frames make the same bytes', async (t) => {
  const folder = t.testdir();
  const workspace = new WriterWorkspace(FRAME_BYTES);
  const write = (name: string, isHard: boolean, options = VIDEO) => {
    const path = join(folder, name);
    writeFileSync(path, '');
    const writer = FrameZipWriter.adopt(path, options, workspace);
    fill(writer, frames(isHard));
    writer.finish({ endMs: 120 });
    return readFileSync(path);
  };
  const alone = FrameZipWriter.create(join(folder, 'alone.zip'), VIDEO);
  fill(alone, frames(false));
  alone.finish({ endMs: 120 });
  const expected = readFileSync(join(folder, 'alone.zip'));

  t.ok(write('first.zip', false).equals(expected));
  write('hard.zip', true);
  t.ok(write('after-a-hard-one.zip', false).equals(expected));
  write('compatible.zip', true, { ...VIDEO, compatible: true, fps: 25 });
  const givenUp = FrameZipWriter.create(join(folder, 'given-up.zip'), VIDEO);
  fill(givenUp, frames(true));
  givenUp.abort();
  t.ok(write('last.zip', false).equals(expected));
  workspace.close();
});

t.test('one clip after the other leaves no memory behind, though the event loop does not turn', async (t) => {
  const folder = t.testdir();
  const workspace = new WriterWorkspace(FRAME_BYTES);
  const write = (number: number) => {
    const path = join(folder, `${number}.zip`);
    writeFileSync(path, '');
    const writer = FrameZipWriter.adopt(path, VIDEO, workspace);
    fill(writer, movie);
    writer.finish({ endMs: 120 });
  };
  const movie = frames(false);
  write(0);
  const { arrayBuffers: before } = process.memoryUsage();
  for (let number = 1; number <= 20; number++) write(number);
  const { arrayBuffers: after } = process.memoryUsage();
  // What it remembers of each frame takes 9 KB, deflating the manifest 16; a workspace for each clip would be another 330.
  t.ok((after - before) / 20 < 40_000, `${(after - before) / 20} bytes a clip`);
  workspace.close();
});
