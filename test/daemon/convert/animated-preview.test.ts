import { existsSync, statSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { Converter } from '../../../daemon/convert/convert.js';
import { silentLog } from '../../../daemon/log.js';
import { fixture, MediaLab, tools } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 320, height: 240 };
const converter = new Converter({ tools, log: silentLog });
const ffmpeg = tools.ffmpeg && { ...tools.ffmpeg, encoders: new Set<string>() };
const withoutWebp = new Converter({ tools: { ...tools, ffmpeg }, log: silentLog });
const { path: film } = await lab.convert(fixture('bunny-640x480-25fps.mp4'), panel);

t.test('a clip gets two seconds in small', async (t) => {
  for (const [maker, type] of [
    [converter, 'image/webp'],
    [withoutWebp, 'image/gif'],
  ] as const) {
    const output = `${lab.folder}/preview.${type.slice(6)}`;
    const made = await maker.animatedPreview({ zip: film, output });
    t.match(made, { type, bytes: statSync(output).size });
    t.ok((made?.bytes ?? 0) < 150_000, `${made?.bytes} bytes`);
    // What a reader of its own makes of it.
    const small = await lab.convert(output, { width: 160, height: 120 });
    t.match(small, { kind: 'animation', durationMs: 2000 });
    t.ok(small.frames > 15 && small.frames <= 20, `${small.frames} frames`);
  }
});

t.test('a short clip is shown whole, and noise is packed tighter', async (t) => {
  const noise = ['-f', 'lavfi', '-i', 'nullsrc=size=320x240:rate=25:duration=0.6,geq=random(1)*255:128:128'];
  const { path: zip } = await lab.convert(await lab.make('noise.mp4', ...noise, '-c:v', 'mpeg4', '-q:v', '2'), panel);
  const output = `${lab.folder}/noise.webp`;
  const made = await converter.animatedPreview({ zip, output });
  t.ok((made?.bytes ?? 0) < 150_000, `${made?.bytes} bytes`);
  t.match(await lab.convert(output, { width: 160, height: 120 }), { durationMs: 600, frames: 6 });
});

t.test('a still gets none', async (t) => {
  const still = await lab.convert(await lab.make('s.png', '-f', 'lavfi', '-i', 'testsrc2', '-frames:v', '1'), panel);
  const output = `${lab.folder}/still.webp`;
  t.equal(await converter.animatedPreview({ zip: still.path, output }), undefined);
  t.notOk(existsSync(output));
});

t.test('a file that is there already is not touched, and a cancel leaves none', async (t) => {
  const output = `${lab.folder}/there.webp`;
  writeFileSync(output, 'mine');
  await t.rejects(converter.animatedPreview({ zip: film, output }), { code: 'EEXIST' });
  t.equal(statSync(output).size, 4);
  const gone = `${lab.folder}/gone.webp`;
  const signal = AbortSignal.abort();
  await t.rejects(converter.animatedPreview({ zip: film, output: gone, signal }), { code: 'convert-cancelled' });
  t.notOk(existsSync(gone));
});
