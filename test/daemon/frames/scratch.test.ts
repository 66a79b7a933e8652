import { join } from 'node:path';
import t from 'tap';
import { openFrameZip } from '../../../daemon/frames/open-frame-zip.js';
import { giveScratch, takeScratch, withScratch } from '../../../daemon/frames/scratch.js';
import { packageRoot } from '../../../daemon/package-root.js';

const CLIP = join(packageRoot, 'test', 'fixtures', 'loop-format-bunny.zip');

t.test('clips that are opened one after the other leave next to nothing for the garbage collector', (t) => {
  const open = () => {
    const clip = openFrameZip(CLIP, { growing: false });
    const { width, height } = clip.geometry;
    t.equal(clip.seekFrame(0, new Uint8Array(into.buffer, 0, width * height * 2)), 'ok');
    clip.close();
    clip.close();
  };
  const into = new Uint8Array(320 * 240 * 2);
  for (let opened = 0; opened < 8; opened++) open();
  const before = process.memoryUsage().arrayBuffers;
  for (let opened = 0; opened < 100; opened++) open();
  const each = (process.memoryUsage().arrayBuffers - before) / 100;
  // Its table of frames, 37 bytes each; the buffers for one frame alone would be 150 KB and more.
  t.ok(each < 40_000, `${each} bytes each`);
  t.end();
});

t.test('memory is handed on, the smallest that will do', (t) => {
  const [small, large] = [takeScratch(300_000), takeScratch(400_000)];
  giveScratch(large);
  giveScratch(small);
  t.equal(takeScratch(290_000), small);
  t.equal(takeScratch(300_001), large);
  t.not(takeScratch(300_000), small, 'what was taken is not there');
  t.end();
});

t.test('memory to work in has the length that was asked for, and comes back after an error as well', (t) => {
  const seen = withScratch(500_000, (memory) => {
    t.equal(memory.length, 500_000);
    return memory.buffer;
  });
  t.throws(
    () =>
      withScratch(499_000, ({ buffer, length }) => {
        t.equal(length, 499_000);
        t.equal(buffer, seen);
        throw new Error('on purpose');
      }),
    { message: 'on purpose' },
  );
  t.equal(takeScratch(500_000).buffer, seen);
  t.end();
});
