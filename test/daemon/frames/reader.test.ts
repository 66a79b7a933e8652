import { join } from 'node:path';
import t from 'tap';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { packageRoot } from '../../../daemon/package-root.js';

const LOOP_ZIP = join(packageRoot, 'test/fixtures/loop-format-bunny.zip');

t.test('a zip that LOOP made is read, all frames', (t) => {
  const reader = FrameZipReader.open(LOOP_ZIP);
  t.match(reader.manifest, {
    version: 1,
    kind: 'video',
    width: 320,
    height: 240,
    frameCount: 12,
    byteOrder: 'big',
    fps: 25,
  });
  t.equal(reader.totalMs, 480);
  const pixels = new Uint8Array(reader.frameBytes);
  for (let i = 0; i < reader.frameCount; i++) {
    pixels.fill(0);
    t.equal(reader.readFrame(i, pixels), 'ok');
    t.ok(pixels.some((byte) => byte !== 0));
  }
  reader.close();
  reader.close();
  t.end();
});
