import { open, readFile, writeFile } from 'node:fs/promises';
import t from 'tap';
import { readAnimatedWebp, standaloneWebp } from '../../../daemon/convert/animated-webp.js';
import { MediaLab } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const moving = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=10:duration=0.5', '-c:v', 'libwebp_anim'];

async function read(path: string) {
  const file = await open(path, 'r');
  try {
    return await readAnimatedWebp(file);
  } finally {
    await file.close();
  }
}

t.test('frames, places and times are read from the chunks', async (t) => {
  const webp = await read(await lab.make('five.webp', ...moving));
  t.match(webp, { width: 64, height: 48, cutOff: false });
  t.same(
    webp.frames.map(({ durationMs }) => durationMs),
    [100, 100, 100, 100, 100],
  );
});

t.test('each frame stands on its own as a WebP file', async (t) => {
  const path = await lab.make('alone.webp', ...moving, '-pix_fmt', 'yuva420p');
  const file = await open(path, 'r');
  const { frames } = await readAnimatedWebp(file);
  for (const frame of frames.slice(0, 2)) {
    const still = `${lab.folder}/still.webp`;
    await writeFile(still, await standaloneWebp(file, frame));
    const clip = await lab.convert(still, { width: frame.width, height: frame.height });
    t.match(clip, { kind: 'still' });
  }
  await file.close();
});

t.test('a cut-off animation gives the frames that are whole', async (t) => {
  const whole = await readFile(await lab.make('whole.webp', ...moving));
  const path = `${lab.folder}/cut.webp`;
  await writeFile(path, whole.subarray(0, whole.length - 20));
  const webp = await read(path);
  t.equal(webp.cutOff, true);
  t.equal(webp.frames.length, 4);
  t.match((await lab.convert(path, { width: 32, height: 24 })).notes, [/cut off/]);
});

t.test('a frame outside its canvas is refused', async (t) => {
  const bytes = await readFile(await lab.make('outside.webp', ...moving));
  const at = bytes.indexOf('ANMF') + 8;
  bytes.writeUIntLE(40, at, 3);
  const path = `${lab.folder}/bad.webp`;
  await writeFile(path, bytes);
  await t.rejects(read(path), /outside the canvas/);
  await t.rejects(lab.convert(path, { width: 32, height: 24 }), {
    code: 'media-unreadable',
    message: /outside the canvas/,
  });
});

t.test('a canvas that would take too much memory is refused', async (t) => {
  const bytes = await readFile(await lab.make('large.webp', ...moving));
  bytes.writeUIntLE(9999, 24, 3);
  bytes.writeUIntLE(9999, 27, 3);
  const path = `${lab.folder}/large-canvas.webp`;
  await writeFile(path, bytes);
  await t.rejects(lab.convert(path, { width: 32, height: 24 }), { code: 'media-too-large' });
});
