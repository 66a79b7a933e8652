import { writeFileSync } from 'node:fs';
import t from 'tap';
import { Converter, DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/convert.js';
import type { ConvertOptions } from '../../../daemon/convert/options.js';
import { encodeBmp565 } from '../../../daemon/frames/bmp.js';
import { silentLog } from '../../../daemon/log.js';
import { fixture, MediaLab, tools } from './media-lab.js';
import { psnr } from './psnr.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 96, height: 72 };
const previewer = new Converter({ tools, log: silentLog, niceness: 0 });

/** How near the preview is to the frame that the conversion gives, in dB. */
async function likeness(file: string, choice: Partial<ConvertOptions>, maker = previewer): Promise<number> {
  const options = { ...DEFAULT_CONVERT_OPTIONS, ...choice };
  const preview = await maker.preview({ source: file, geometry: panel, options });
  const { pixels } = await lab.convert(file, panel, { ...choice, lengthMs: 30 });
  return psnr(preview, pixels[0] ?? Buffer.alloc(0));
}

t.test('a preview is the frame that the conversion gives, whatever is chosen', async (t) => {
  const film = fixture('bunny-640x480-25fps.mp4');
  const choices: Partial<ConvertOptions>[] = [
    {},
    { focus: { x: 0.9, y: 0.1 }, rotation: 90 },
    { fit: 'contain', rotation: 270, background: '#3366cc' },
    { fit: 'contain', rotation: 90, background: 'blur' },
    { fit: 'stretch', rotation: 180 },
  ];
  for (const choice of choices) {
    const near = await likeness(film, { ...choice, startMs: 2000 });
    // A film that is shrunk so much is averaged, its preview is not.
    t.ok(near > 35.5, `${JSON.stringify(choice)}: ${near.toFixed(1)} dB`);
  }
});

const drawing = ['-f', 'lavfi', '-i', 'testsrc2=size=200x120:rate=10:duration=0.5'];
const glass = ['-vf', 'format=rgba,colorchannelmixer=aa=0.5'];
const kinds: Record<string, () => Promise<string>> = {
  'a photo': () => lab.make('photo.jpg', ...drawing, '-frames:v', '1', '-q:v', '2'),
  'a drawing': () => lab.make('drawing.png', ...drawing, '-frames:v', '1'),
  'a transparent drawing': () => lab.make('glass.png', ...drawing, ...glass, '-frames:v', '1'),
  'a GIF': () => lab.make('moving.gif', ...drawing),
  'an APNG': () => lab.make('moving.png', ...drawing, '-f', 'apng'),
  'an animated WebP': () => lab.make('a.webp', ...drawing, ...glass, '-c:v', 'libwebp_anim', '-lossless', '1'),
  'a film whose pixels are not square': () =>
    lab.make('wide.mp4', ...drawing, '-vf', 'setsar=2', '-pix_fmt', 'yuv444p'),
  'a panorama': () => lab.make('long.png', ...drawing, '-vf', 'scale=1600:100', '-frames:v', '1'),
  'a frame zip': async () => (await lab.convert(await lab.make('b.gif', ...drawing), { width: 200, height: 120 })).path,
};
for (const [kind, make] of Object.entries(kinds)) {
  t.test(`${kind} has a preview of any moment`, async (t) => {
    // No picture begins there.
    const near = await likeness(await make(), { startMs: 250, background: '#204060' });
    t.ok(near > 33, `${near.toFixed(1)} dB`);
  });
}

t.test(
  "an iPhone photo has a preview by libheif's tool",
  { skip: !tools.heifConvert && 'libheif-examples is not installed' },
  async (t) => {
    const near = await likeness(fixture('photo.heic'), {});
    t.ok(near > 36, `${near.toFixed(1)} dB`);
  },
);

t.test('behind the end stands the first picture', async (t) => {
  const options = DEFAULT_CONVERT_OPTIONS;
  for (const name of ['clip-320x180-24fps.mp4', 'crawl.gif', 'loop-format-bunny.zip']) {
    const at = (atMs: number) => previewer.preview({ source: fixture(name), geometry: panel, options, atMs });
    t.same(await at(1e7), await at(0), name);
  }
});

t.test('a file that was replaced is looked at anew', async (t) => {
  const path = `${lab.folder}/replaced.bmp`;
  const job = { source: path, geometry: panel, options: DEFAULT_CONVERT_OPTIONS };
  const dot = (...pixel: number[]) => encodeBmp565(Uint8Array.from(pixel), { width: 1, height: 1 });
  writeFileSync(path, dot(0xf8, 0x00));
  const red = Buffer.from(await previewer.preview(job));
  writeFileSync(path, dot(0x00, 0x1f));
  const blue = Buffer.from(await previewer.preview(job));
  t.same([red.readUInt16BE(0), blue.readUInt16BE(0)], [0xf800, 0x001f]);
});

t.test('whoever gives up does not spoil it for others, and the last one stops the work', async (t) => {
  const job = { source: fixture('bunny-640x480-25fps.mp4'), geometry: panel, options: DEFAULT_CONVERT_OPTIONS };
  const impatient = new AbortController();
  const given = previewer.preview({ ...job, atMs: 4000, signal: impatient.signal });
  const patient = previewer.preview({ ...job, atMs: 4000 });
  await new Promise((resolve) => setImmediate(resolve));
  impatient.abort();
  await t.rejects(given, { code: 'convert-cancelled' });
  t.equal((await patient).length, 96 * 72 * 2);

  const only = new AbortController();
  const alone = previewer.preview({ ...job, atMs: 5000, signal: only.signal });
  only.abort();
  await t.rejects(alone, { code: 'convert-cancelled' });
  t.equal((await previewer.preview({ ...job, atMs: 5000 })).length, 96 * 72 * 2, 'and it may be asked for again');
});

t.test('what cannot be converted has no preview, and the same reason', async (t) => {
  const text = `${lab.folder}/text.mp4`;
  writeFileSync(text, 'not a film');
  const job = { source: text, geometry: panel, options: DEFAULT_CONVERT_OPTIONS };
  await t.rejects(previewer.preview(job), { code: 'media-unsupported' });
  await t.rejects(previewer.preview({ ...job, options: { ...DEFAULT_CONVERT_OPTIONS, speed: 9 } }), {
    code: 'convert-options-invalid',
  });
});
