import { join } from 'node:path';
import t from 'tap';
import { FrameZipReader } from '../../../daemon/frames/reader.js';
import { verifyFrameZip } from '../../../daemon/frames/verify.js';
import { FrameZipWriter } from '../../../daemon/frames/writer.js';

const VIDEO = { geometry: { width: 16, height: 16 }, kind: 'video', slug: 'x', originalFilename: 'x.mp4' } as const;

t.test('what was written is read back, with its timing', async (t) => {
  const path = join(t.testdir(), 'x.zip');
  const writer = await FrameZipWriter.create(path, { ...VIDEO, fps: 25 });
  const frames = Array.from({ length: 40 }, (_, i) =>
    Uint8Array.from({ length: 512 }, (_, at) => (at % 37 === i % 37 ? i : at)),
  );
  for (const [i, frame] of frames.entries()) await writer.addFrame(frame, i * 40);
  const written = await writer.finish({ endMs: 1600 });
  t.match(written, { storedFrames: 40, durationMs: 1600 });
  const reader = FrameZipReader.open(path);
  t.equal(reader.manifest.fps, 25);
  const pixels = new Uint8Array(512);
  for (const [i, frame] of frames.entries()) {
    t.equal(reader.readFrame(i, pixels, pixels), 'ok');
    t.same(pixels, frame);
  }
  reader.close();
  t.match(await verifyFrameZip(path), { damagedFrames: [], unreachableFrames: [], bytes: written.bytes });
});
