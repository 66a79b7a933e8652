import { execFileSync } from 'node:child_process';
import t from 'tap';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import { planFile } from '../../../daemon/convert/plan.js';
import { decodeProbe, PROBE_ARGUMENTS } from '../../../daemon/convert/probe.js';
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
