import t from 'tap';
import { type Converted, colourAt, fixture, MediaLab } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 32, height: 32 };

/** Five pictures, 100 ms each: their number times 50 is their grey. */
const counting = [
  ...['-f', 'lavfi'],
  ...['-i', 'color=black:size=32x32:rate=10:duration=0.5,format=gbrp,geq=r=N*50:g=N*50:b=N*50'],
];
const video = await lab.make(
  'counting.mp4',
  ...counting,
  ...['-c:v', 'libx264rgb', '-qp', '0', '-preset', 'ultrafast'],
);
const files = {
  MP4: video,
  Matroska: await lab.make('counting.mkv', ...counting, '-c:v', 'ffv1'),
  GIF: await lab.make('counting.gif', ...counting),
  WebP: await lab.make('counting.webp', ...counting, '-c:v', 'libwebp_anim', '-lossless', '1'),
  APNG: await lab.make('counting.png', ...counting, '-f', 'apng'),
  'a frame zip': (await lab.convert(video, panel)).path,
};

/** Which of the five pictures a clip shows. */
const shown = ({ pixels }: Converted) =>
  pixels.map((frame) => Math.round((colourAt(frame, panel, 16, 16)[0] ?? 0) / 50));

for (const [kind, file] of Object.entries(files)) {
  t.test(`speed and trim work on ${kind}`, async (t) => {
    const slow = await lab.convert(file, panel, { speed: 0.5 });
    t.same(
      [shown(slow), slow.durationsMs],
      [
        [0, 1, 2, 3, 4],
        [200, 200, 200, 200, 200],
      ],
    );
    const capped = await lab.convert(file, panel, { speed: 4, maxFps: 20 });
    t.same(shown(capped), [0, 2, 4], 'the cap holds after the speed');
    const cut = await lab.convert(file, panel, { startMs: 100, lengthMs: 300 });
    t.same(
      [shown(cut), cut.durationsMs],
      [
        [1, 2, 3],
        [100, 100, 100],
      ],
    );
    const both = await lab.convert(file, panel, { startMs: 100, lengthMs: 300, speed: 2 });
    t.same(
      [shown(both), both.durationsMs],
      [
        [1, 2, 3],
        [50, 50, 50],
      ],
      "start and length are on the clip's own clock",
    );
  });
}

t.test('a compatible clip has one rate at any speed', async (t) => {
  for (const file of [files.MP4, files.GIF]) {
    const steady = await lab.convert(file, panel, { speed: 2, compatible: true });
    t.match([steady.manifestFps, steady.durationMs, steady.listsDurations], [20, 250, false]);
  }
});

t.test('a still has no speed and no length', async (t) => {
  const still = await lab.make('still.png', ...counting, '-frames:v', '1');
  t.match(await lab.convert(still, panel, { speed: 3, startMs: 500, lengthMs: 200 }), { kind: 'still', frames: 1 });
});

t.test('a clip of uneven timing keeps it at another speed', async (t) => {
  const crawl = fixture('crawl.gif');
  const usual = await lab.convert(crawl, panel, { lengthMs: 5000 });
  const slow = await lab.convert(crawl, panel, { lengthMs: 5000, speed: 0.5 });
  t.same(
    slow.durationsMs,
    usual.durationsMs.map((ms) => ms * 2),
  );
});
