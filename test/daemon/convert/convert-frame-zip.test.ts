import { readFileSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { fixture, MediaLab, readClip } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const loop = fixture('loop-format-bunny.zip');

t.test("a frame zip of the panel's size keeps its frames to the byte", async (t) => {
  const clip = await lab.convert(loop, { width: 320, height: 240 });
  t.match(clip, { kind: 'video', durationMs: 480, manifestFps: 25, notes: [] });
  t.ok(Buffer.concat(clip.pixels).equals(Buffer.concat(readClip(loop).pixels)));
});

t.test("a frame zip of another size is brought to the panel's, with its times", async (t) => {
  const clip = await lab.convert(loop, { width: 135, height: 240 }, { rotation: 90 });
  t.match(clip, { kind: 'video', durationMs: 480, frames: 12 });
  t.same(clip.durationsMs, new Array(12).fill(40));
});

t.test('start, length and a lower rate are kept on the way', async (t) => {
  const clip = await lab.convert(loop, { width: 320, height: 240 }, { startMs: 80, lengthMs: 320, maxFps: 13 });
  t.match(clip, { durationMs: 320, frames: 4 });
  t.ok(clip.pixels[1]?.equals(readClip(loop).pixels[4] ?? Buffer.alloc(0)));
});

t.test('a damaged frame costs that frame only', async (t) => {
  const bytes = readFileSync(loop);
  const at = bytes.indexOf('frame_000005.rgb');
  bytes[at + 5000] = ~(bytes[at + 5000] ?? 0) & 0xff;
  const path = `${lab.folder}/damaged.zip`;
  writeFileSync(path, bytes);
  const clip = await lab.convert(path, { width: 320, height: 240 });
  t.equal(clip.durationMs, 480);
  t.equal(clip.frames, 11);
  t.match(clip.notes, [/^1 of 12 frames are damaged/]);
});

t.test("a zip of something else is refused by its name and the frame zip's own code", async (t) => {
  const path = `${lab.folder}/truncated.zip`;
  writeFileSync(path, readFileSync(loop).subarray(0, 100_000));
  await t.rejects(lab.convert(path, { width: 320, height: 240 }), {
    code: /^frame-zip-/,
    message: /^"truncated\.zip" cannot be taken as a frame zip: the zip .*\.$/,
  });
});
