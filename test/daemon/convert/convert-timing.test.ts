import t from 'tap';
import { fixture, MediaLab } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 32, height: 24 };
/** Greys that differ from frame to frame. */
const moving = (rate: string, seconds: number) => [
  ...[
    '-f',
    'lavfi',
    '-i',
    `color=black:size=64x48:rate=${rate}:duration=${seconds},geq=lum=16+mod(N*37\\,219):cb=128:cr=128`,
  ],
];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

t.test('a constant rate is recognised through the rounding of its container', async (t) => {
  for (const [rate, name] of [
    ['30000/1001', 'ntsc.mkv'],
    ['24000/1001', 'film.mkv'],
    ['30000/1001', 'ntsc.mp4'],
    ['25', 'pal.ts'],
    ['30', 'web.flv'],
  ] as const) {
    const clip = await lab.convert(await lab.make(name, ...moving(rate, 2), ...x264), panel);
    const [numerator = 0, denominator = 1] = rate.split('/').map(Number);
    t.equal(clip.manifestFps, numerator / denominator, name);
    t.equal(clip.listsDurations, false, name);
    t.equal(clip.frames, Math.ceil((2 * numerator) / denominator), name);
  }
});

t.test('a fast clip loses every second frame and keeps its speed', async (t) => {
  for (const [rate, kept] of [
    [60, 30],
    [50, 25],
    [48, 24],
    [120, 30],
  ] as const) {
    const clip = await lab.convert(await lab.make(`fast-${rate}.mp4`, ...moving(String(rate), 1), ...x264), panel);
    t.match(clip, { manifestFps: kept, frames: kept, durationMs: 1000, listsDurations: false }, `${rate} fps`);
  }
  const fast = await lab.make('fast-60.mkv', ...moving('60', 1), ...x264);
  t.match(await lab.convert(fast, panel), { manifestFps: 30, frames: 30, durationMs: 1000 });
  t.match(await lab.convert(fast, panel, { maxFps: 60 }), { manifestFps: 60, frames: 60 });
});

t.test('frames that come unevenly keep their own times, without drift', async (t) => {
  // Of 50 frames at 25 a second, those with these numbers are left.
  const kept = [0, 1, 2, 7, 8, 20, 21, 40];
  const select = `select='${kept.map((n) => `eq(n,${n})`).join('+')}'`;
  const source = await lab.make('uneven.mp4', ...moving('25', 2), '-vf', select, '-fps_mode', 'vfr', ...x264);
  const clip = await lab.convert(source, panel);
  t.equal(clip.frames, kept.length);
  const expected = kept.slice(1).map((n, i) => (n - (kept[i] ?? 0)) * 40);
  t.same(clip.durationsMs.slice(0, -1), expected);
  t.ok(clip.listsDurations);
});

t.test('an edit list begins the clip where it says', async (t) => {
  const clip = await lab.convert(fixture('edit-list.mp4'), panel);
  t.equal(clip.durationMs, 9000);
});

t.test('start and length cut the clip', async (t) => {
  const source = await lab.make('long.mp4', ...moving('25', 4), ...x264);
  const whole = await lab.convert(source, panel);
  const part = await lab.convert(source, panel, { startMs: 1000, lengthMs: 2000 });
  t.match(part, { frames: 50, durationMs: 2000, manifestFps: 25 });
  t.ok(part.pixels[0]?.equals(whole.pixels[25] ?? Buffer.alloc(0)), 'the first frame is the one at one second');
  t.match(await lab.convert(source, panel, { startMs: 3600, lengthMs: 9000 }), { durationMs: 400, notes: [] });
  await t.rejects(lab.convert(source, panel, { startMs: 4000 }), { code: 'convert-range-empty' });
});

t.test('a compatible clip has one rate, and so has a forced one', async (t) => {
  const source = await lab.make(
    'vfr.mp4',
    ...moving('25', 2),
    '-vf',
    "select='not(between(n,10,30))'",
    '-fps_mode',
    'vfr',
    ...x264,
  );
  t.match(await lab.convert(source, panel, { compatible: true, fps: 25 }), {
    frames: 50,
    manifestFps: 25,
    listsDurations: false,
  });
  const forced = await lab.convert(source, panel, { fps: 10 });
  t.match(forced, { manifestFps: 10, durationMs: 2000 });
});

t.test('a clip of one frame is a still', async (t) => {
  const source = await lab.make('one.mp4', ...moving('25', 0.04), ...x264);
  t.match(await lab.convert(source, panel), { kind: 'still', frames: 1, durationMs: 0 });
});
