import t from 'tap';
import { colourAt, isNear, MediaLab } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 32, height: 32 };
const RED = [248, 0, 0];
const GREEN = [0, 252, 0];
const BLUE = [0, 0, 248];

/** Three stripes beside each other, 96x32: red, green, blue. */
const stripes = [
  ...['-f', 'lavfi', '-i', 'color=black:size=96x32:rate=10:duration=0.5,format=gbrp'],
  ...['-vf', "geq=r='255*lt(X,32)':g='255*between(X,32,63)':b='255*gt(X,63)'"],
];
const exact = ['-c:v', 'libx264rgb', '-qp', '0', '-preset', 'ultrafast'];

const middle = (pixels: Buffer = Buffer.alloc(0)) => colourAt(pixels, panel, 16, 16);

t.test('cover keeps the focus in view, of videos, animations and stills', async (t) => {
  const files = [
    await lab.make('stripes.mp4', ...stripes, ...exact),
    await lab.make('stripes.gif', ...stripes),
    await lab.make('stripes.webp', ...stripes, '-c:v', 'libwebp_anim', '-lossless', '1'),
    await lab.make('stripes.png', ...stripes, '-frames:v', '1'),
  ];
  for (const file of files) {
    const at = async (x: number) => middle((await lab.convert(file, panel, { focus: { x, y: 0.5 } })).pixels[0]);
    t.ok(isNear(await at(0), RED, 10), `${file}: left`);
    t.ok(isNear(await at(0.5), GREEN, 10), `${file}: middle`);
    t.ok(isNear(await at(1), BLUE, 10), `${file}: right`);
  }
});

t.test('the focus is a point of the picture as it is seen, whatever way it is stored and turned', async (t) => {
  const lying = await lab.make('lying.mp4', ...stripes, ...exact);
  // Shown a quarter counterclockwise: red is at the bottom.
  const tall = await lab.make('tall.mp4', '-i', lying, '-c', 'copy', '-metadata:s:v', 'rotate=90');
  const top = middle((await lab.convert(tall, panel, { focus: { x: 0.5, y: 0 } })).pixels[0]);
  const bottom = middle((await lab.convert(tall, panel, { focus: { x: 0.5, y: 1 } })).pixels[0]);
  t.ok(isNear(top, RED, 10) !== isNear(bottom, RED, 10), `${top} ${bottom}`);
  t.ok(isNear(top, BLUE, 10) !== isNear(bottom, BLUE, 10));
  const turned = await lab.convert(lying, panel, { focus: { x: 0, y: 0.5 }, rotation: 90 });
  t.ok(isNear(middle(turned.pixels[0]), RED, 10), 'rotation comes after the choice');
});

t.test('a blurred background has the colours of the picture, darker, and leaves the picture as it was', async (t) => {
  const file = await lab.make('bars.mp4', ...stripes, ...exact);
  const [plain] = (await lab.convert(file, panel, { fit: 'contain' })).pixels;
  const [blurred] = (await lab.convert(file, panel, { fit: 'contain', background: 'blur' })).pixels;
  if (!plain || !blurred) throw new Error('a frame is missing');
  // 96x32 on 32x32: 11 rows in the middle, from row 10.
  const rows = (pixels: Buffer) => pixels.subarray(10 * 64, 21 * 64);
  t.ok(rows(plain).equals(rows(blurred)), 'the same picture');
  t.ok(isNear(colourAt(blurred, panel, 16, 3), [0, 150, 0], 16), 'green, at 0.6 of its brightness');
  t.ok(isNear(colourAt(plain, panel, 16, 3), [0, 0, 0]));
  const turned = await lab.convert(file, panel, { fit: 'contain', background: 'blur', rotation: 90 });
  t.ok(isNear(colourAt(turned.pixels[0] ?? blurred, panel, 3, 16), [0, 150, 0], 16), 'turned with the picture');
});

t.test('a drawing with transparency stands on its own blurred colours', async (t) => {
  const file = await lab.make('bars.png', ...stripes, '-frames:v', '1', '-pix_fmt', 'rgba');
  const [pixels] = (await lab.convert(file, panel, { fit: 'contain', background: 'blur' })).pixels;
  t.ok(isNear(middle(pixels), GREEN, 10));
  t.ok(isNear(colourAt(pixels ?? Buffer.alloc(0), panel, 16, 3), [0, 150, 0], 16));
});
