import t from 'tap';
import { colourAt, fixture, isNear, MediaLab } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 32, height: 24 };
/** Red, green, blue, white and black, which begin at 0, 100, 250, 300 and 800 ms. */
const coloured = [
  ...['-f', 'lavfi', '-i', 'color=black:size=32x24:rate=20:duration=0.9,format=gbrp'],
  '-vf',
  [
    "geq=r='255*(lt(N,2)+between(N,6,15))':g='255*(between(N,2,4)+between(N,6,15))':b='255*between(N,5,15)'",
    "select='eq(n,0)+eq(n,2)+eq(n,5)+eq(n,6)+eq(n,16)'",
  ].join(','),
  ...['-fps_mode', 'vfr'],
];

t.test('a GIF keeps the delay of every picture, the last one too', async (t) => {
  const clip = await lab.convert(fixture('crawl.gif'), { width: 64, height: 32 });
  t.match(clip, { kind: 'animation', frames: 449, durationMs: 49600, notes: [] });
  t.same(clip.durationsMs.slice(0, 4), [2000, 1000, 100, 100], 'a delay of 1/100 s counts as browsers count it');
  t.equal(clip.durationsMs.at(-1), 2000);
});

t.test('GIF, APNG and WebP of the same pictures become the same clip', async (t) => {
  const colours = [
    [248, 0, 0],
    [0, 252, 0],
    [0, 0, 248],
    [248, 252, 248],
    [0, 0, 0],
  ];
  const files = [
    await lab.make('a.gif', ...coloured),
    await lab.make('a.png', ...coloured, '-f', 'apng'),
    await lab.make('a.webp', ...coloured, '-c:v', 'libwebp_anim', '-lossless', '1'),
  ];
  for (const file of files) {
    const clip = await lab.convert(file, panel);
    t.equal(clip.kind, 'animation');
    t.same(clip.durationsMs.slice(0, 4), [100, 150, 50, 500], file);
    clip.pixels.forEach((pixels, i) => {
      t.ok(isNear(colourAt(pixels, panel, 16, 12), colours[i] ?? [], 8), `picture ${i} of ${file.split('.').pop()}`);
    });
  }
});

t.test('start and length of an animation take the picture that is up at that moment', async (t) => {
  const gif = await lab.make('b.gif', ...coloured);
  const clip = await lab.convert(gif, panel, { startMs: 200, lengthMs: 200 });
  t.same(clip.durationsMs, [50, 50, 100]);
  t.ok(isNear(colourAt(clip.pixels[0] ?? Buffer.alloc(0), panel, 1, 1), [0, 252, 0]));
});

t.test('a compatible animation repeats its pictures at one rate', async (t) => {
  const gif = await lab.make('c.gif', ...coloured);
  const clip = await lab.convert(gif, panel, { compatible: true });
  t.match(clip, { manifestFps: 20, listsDurations: false });
  t.equal(clip.frames * 50, clip.durationMs);
  t.ok(clip.frames > 16);
});

t.test('an animation of one picture is a still', async (t) => {
  const args = ['-f', 'lavfi', '-i', 'color=red:size=32x24', '-frames:v', '1'];
  t.match(await lab.convert(await lab.make('one.gif', ...args), panel), { kind: 'still', frames: 1, durationMs: 0 });
  t.match(await lab.convert(await lab.make('one.png', ...args), panel), { kind: 'still', frames: 1, durationMs: 0 });
  t.match(await lab.convert(await lab.make('one.webp', ...args, '-c:v', 'libwebp'), panel), {
    kind: 'still',
    durationMs: 0,
  });
});

t.test('transparent pictures stand on the background colour', async (t) => {
  const half = [
    '-f',
    'lavfi',
    '-i',
    'color=red:size=32x24:rate=10:duration=0.3,format=rgba,geq=r=255:g=0:b=0:a=if(lt(X\\,16)\\,0\\,255)',
  ];
  const files = [
    await lab.make(
      'half.gif',
      ...half,
      '-lavfi',
      'split[a][b];[a]palettegen=reserve_transparent=1[p];[b][p]paletteuse',
    ),
    await lab.make('half-a.png', ...half, '-f', 'apng'),
    await lab.make('half.webp', ...half, '-c:v', 'libwebp_anim', '-lossless', '1'),
    await lab.make('half.png', ...half, '-frames:v', '1'),
    await lab.make('half.mov', ...half, '-c:v', 'qtrle'),
    await lab.make('half.webm', ...half, '-c:v', 'libvpx-vp9', '-pix_fmt', 'yuva420p'),
  ];
  for (const file of files) {
    const [pixels = Buffer.alloc(0)] = (await lab.convert(file, panel, { background: '#0000ff' })).pixels;
    t.ok(isNear(colourAt(pixels, panel, 4, 12), [0, 0, 255]), `${file}: the left half is background`);
    t.ok(isNear(colourAt(pixels, panel, 28, 12), [255, 0, 0]), `${file}: the right half is the picture`);
  }
});
