import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import t from 'tap';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import { planFile } from '../../../daemon/convert/plan.js';
import { decodeProbe, PROBE_ARGUMENTS } from '../../../daemon/convert/probe.js';
import { FrameZipWriter } from '../../../daemon/frames/writer.js';
import { converter, fixture, MediaLab, tools } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 320, height: 240 };

t.test('a film clip becomes exactly the frames that bare ffmpeg makes with the same filters', async (t) => {
  const source = fixture('bunny-640x480-25fps.mp4');
  const clip = await lab.convert(source, panel);
  t.match(clip, { kind: 'video', frames: 145, durationMs: 5800, manifestFps: 25, listsDurations: false, notes: [] });
  t.equal(clip.planKey, clip.planKey.match(/^[0-9a-f]{16}$/)?.[0]);

  const json = execFileSync('ffprobe', ['-v', 'error', ...PROBE_ARGUMENTS, source], { encoding: 'utf8' });
  const facts = decodeProbe(json, { name: 'bunny', still: false, orientation: 1 });
  if (!tools.ffmpeg) throw new Error('ffmpeg is needed');
  const { before, after } = planFile(
    { path: source, demuxer: 'mov', facts },
    panel,
    DEFAULT_CONVERT_OPTIONS,
    tools.ffmpeg,
  ).commandLine;
  const raw = execFileSync('ffmpeg', [...before, '-i', source, ...after, 'pipe:1'], {
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.ok(raw.equals(Buffer.concat(clip.pixels)));
});

t.test('progress rises to 100 percent and is not reported more often than a person can see', async (t) => {
  const seen: number[] = [];
  const begunMs = performance.now();
  await lab.convert(fixture('asset-mpeg4.mov'), panel, {}, { onProgress: ({ percent = -1 }) => seen.push(percent) });
  t.same(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  t.equal(seen.at(-1), 100);
  t.ok(seen.length <= 2 + (performance.now() - begunMs) / 100);
});

t.test(
  'of a clip that grows, a poster is made as soon as there is a frame for it, and not of a dark one',
  async (t) => {
    const zip = `${lab.folder}/grows.zip`;
    const geometry = { width: 40, height: 30 };
    const options = { geometry, kind: 'video', slug: 's', originalFilename: 'f', readable: true } as const;
    const writer = FrameZipWriter.create(zip, options);
    const addFrame = (frame: number) => {
      const pixels = new Uint8Array(2400).fill(frame < 20 ? 0 : frame);
      pixels[0] = frame;
      writer.addFrame(pixels, frame * 40);
    };
    for (let frame = 0; frame < 20; frame++) addFrame(frame);
    writer.flush();
    const growing = { zip, madeShare: 0.2, output: `${lab.folder}/early.jpg` };
    await t.rejects(converter.poster(growing), { code: 'media-unreadable' });
    t.notOk(existsSync(growing.output));
    for (let frame = 20; frame < 60; frame++) addFrame(frame);
    writer.flush();
    // The last one's end is not known yet.
    await converter.poster({ ...growing, madeShare: 0.59 });
    for (let frame = 60; frame < 100; frame++) addFrame(frame);
    writer.finish({ endMs: 4000 });
    const late = `${lab.folder}/late.jpg`;
    await converter.poster({ zip, output: late });
    t.ok(readFileSync(growing.output).equals(readFileSync(late)), 'of the same frame');
  },
);

t.test('a poster is made of a clip', async (t) => {
  const output = `${lab.folder}/poster.jpg`;
  await converter.poster({ zip: fixture('loop-format-bunny.zip'), output });
  const size = execFileSync(
    'ffprobe',
    ['-v', 'error', '-show_entries', 'stream=codec_name,width,height', '-of', 'csv=p=0', output],
    { encoding: 'utf8' },
  );
  t.equal(size.trim(), 'mjpeg,320,240');
});
