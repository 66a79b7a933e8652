import { readFileSync, writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { colourAt, isNear, MediaLab } from './media-lab.js';

const lab = new MediaLab(t.testdir());
const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];
const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];

/** Quarters: red and green above, blue and white below. */
function quarters(width: number, height: number): string[] {
  const red = `if(lt(Y\\,${height / 2})\\,if(lt(X\\,${width / 2})\\,255\\,0)\\,if(lt(X\\,${width / 2})\\,0\\,255))`;
  const green = `if(lt(X\\,${width / 2})\\,0\\,255)`;
  const blue = `if(lt(Y\\,${height / 2})\\,0\\,255)`;
  return [
    '-f',
    'lavfi',
    '-i',
    `color=black:size=${width}x${height}:rate=5:duration=0.4,format=gbrp,geq=r='${red}':g='${green}':b='${blue}'`,
  ];
}
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

async function corners(
  path: string,
  geometry: { width: number; height: number },
  options = {},
): Promise<(readonly number[])[]> {
  const clip = await lab.convert(path, geometry, options);
  const [pixels = Buffer.alloc(0)] = clip.pixels;
  const { width, height } = geometry;
  return [
    colourAt(pixels, geometry, width >> 2, height >> 2),
    colourAt(pixels, geometry, width - 1 - (width >> 2), height >> 2),
    colourAt(pixels, geometry, width >> 2, height - 1 - (height >> 2)),
    colourAt(pixels, geometry, width - 1 - (width >> 2), height - 1 - (height >> 2)),
  ];
}

function look(
  t: Test,
  seen: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
  message: string,
): void {
  t.ok(
    wanted.every((colour, i) => isNear(seen[i] ?? [], colour, 40)),
    `${message}: ${JSON.stringify(seen)}`,
  );
}

t.test('the eight EXIF orientations of a JPEG come out upright', async (t) => {
  const wanted: Record<number, number[][]> = {
    1: [RED, GREEN, BLUE, WHITE],
    2: [GREEN, RED, WHITE, BLUE],
    3: [WHITE, BLUE, GREEN, RED],
    4: [BLUE, WHITE, RED, GREEN],
    5: [RED, BLUE, GREEN, WHITE],
    6: [BLUE, RED, WHITE, GREEN],
    7: [WHITE, GREEN, BLUE, RED],
    8: [GREEN, WHITE, RED, BLUE],
  };
  const plain = readFileSync(await lab.make('plain.jpg', ...quarters(64, 32), '-frames:v', '1', '-q:v', '2'));
  for (const [orientation, colours] of Object.entries(wanted)) {
    const path = `${lab.folder}/orientation-${orientation}.jpg`;
    writeFileSync(path, withExif(plain, Number(orientation)));
    const geometry = Number(orientation) >= 5 ? { width: 32, height: 64 } : { width: 64, height: 32 };
    look(t, await corners(path, geometry), colours, `orientation ${orientation}`);
  }
});

t.test('the rotation in a phone recording is honoured, and a requested one comes on top', async (t) => {
  const upright = await lab.make('upright.mp4', ...quarters(64, 32), ...x264);
  const lying = { width: 64, height: 32 };
  const tall = { width: 32, height: 64 };
  const matrices: [name: string, matrix: [number, number, number, number], panel: typeof tall, colours: number[][]][] =
    [
      ['a quarter clockwise', [0, 1, -1, 0], tall, [BLUE, RED, WHITE, GREEN]],
      ['a half', [-1, 0, 0, -1], lying, [WHITE, BLUE, GREEN, RED]],
      ['a quarter counterclockwise', [0, -1, 1, 0], tall, [GREEN, WHITE, RED, BLUE]],
      ['mirrored', [-1, 0, 0, 1], lying, [GREEN, RED, WHITE, BLUE]],
    ];
  for (const [name, matrix, panel, colours] of matrices) {
    const path = `${lab.folder}/${name.replaceAll(' ', '-')}.mp4`;
    writeFileSync(path, withMatrix(readFileSync(upright), matrix));
    look(t, await corners(path, panel), colours, name);
  }
  look(t, await corners(upright, tall, { rotation: 90 }), [BLUE, RED, WHITE, GREEN], 'rotation 90');
  look(t, await corners(upright, lying, { rotation: 180 }), [WHITE, BLUE, GREEN, RED], 'rotation 180');
  look(t, await corners(upright, tall, { rotation: 270 }), [GREEN, WHITE, RED, BLUE], 'rotation 270');
  const counter = `${lab.folder}/a-quarter-counterclockwise.mp4`;
  look(t, await corners(counter, lying, { rotation: 90 }), [RED, GREEN, BLUE, WHITE], 'both');
});

t.test('cover cuts, contain shows all on the background, stretch bends', async (t) => {
  const wide = await lab.make('wide.mp4', ...quarters(96, 24), ...x264);
  const geometry = { width: 48, height: 48 };
  const pixelsOf = async (fit: 'cover' | 'contain' | 'stretch') =>
    (await lab.convert(wide, geometry, { fit, background: '#ff00ff' })).pixels[0] ?? Buffer.alloc(0);
  const contain = await pixelsOf('contain');
  t.ok(isNear(colourAt(contain, geometry, 24, 2), [255, 0, 255]), 'background above');
  t.ok(isNear(colourAt(contain, geometry, 24, 45), [255, 0, 255]), 'background below');
  t.ok(isNear(colourAt(contain, geometry, 2, 20), RED, 40), 'the left edge is there');
  const cover = await pixelsOf('cover');
  t.ok(
    isNear(colourAt(cover, geometry, 2, 2), RED, 40) && isNear(colourAt(cover, geometry, 45, 45), WHITE, 40),
    'all of the panel is picture',
  );
  const stretch = await pixelsOf('stretch');
  t.ok(isNear(colourAt(stretch, geometry, 10, 40), BLUE, 40));
});

t.test('pixels that are not square are shown as they were meant', async (t) => {
  // 32x64 stored, each pixel four wide: 128x64 shown, so contain on a square leaves bars above and below.
  const source = await lab.make('anamorphic.mp4', ...quarters(32, 64), '-vf', 'setsar=4', ...x264);
  const geometry = { width: 64, height: 64 };
  const [pixels = Buffer.alloc(0)] = (await lab.convert(source, geometry, { fit: 'contain', background: '#ff00ff' }))
    .pixels;
  t.ok(isNear(colourAt(pixels, geometry, 32, 8), [255, 0, 255]));
  t.ok(isNear(colourAt(pixels, geometry, 8, 20), RED, 40));
});

t.test('colours are read by their tag, and untagged ones by the lines, as browsers do', async (t) => {
  // The same YUV numbers; green in BT.601 and in BT.709 lie 20 apart in red or blue.
  const make = (name: string, size: string, ...tags: string[]) =>
    lab.make(
      name,
      '-f',
      'lavfi',
      '-i',
      `color=black:size=${size}:rate=5:duration=0.2,format=yuv420p,geq=lum=120:cb=90:cr=90`,
      ...x264,
      ...tags,
    );
  const geometry = { width: 16, height: 16 };
  const middle = async (path: string) =>
    colourAt((await lab.convert(path, geometry)).pixels[0] ?? Buffer.alloc(0), geometry, 8, 8);
  const bt601 = await middle(await make('601.mp4', '64x64', '-colorspace', 'smpte170m'));
  const bt709 = await middle(await make('709.mp4', '64x64', '-colorspace', 'bt709'));
  const expected601 = fromYuv(120, 90, 90, 0.299, 0.114);
  const expected709 = fromYuv(120, 90, 90, 0.2126, 0.0722);
  t.ok(isNear(bt601, expected601, 9), `${bt601} for ${expected601}`);
  t.ok(isNear(bt709, expected709, 9), `${bt709} for ${expected709}`);
  t.same(await middle(await make('small.mp4', '64x64')), bt601, 'untagged and small');
  t.same(await middle(await make('large.mp4', '64x720')), bt709, 'untagged with 720 lines');
});

t.test('full range is not stretched again', async (t) => {
  const grey = (range: string, pixelFormat: string) =>
    lab.make(
      `${range}.mkv`,
      '-f',
      'lavfi',
      '-i',
      'color=black:size=32x32:rate=5:duration=0.2,format=yuv420p,geq=lum=235:cb=128:cr=128',
      '-c:v',
      'ffv1',
      '-pix_fmt',
      pixelFormat,
      '-color_range',
      range,
    );
  const geometry = { width: 16, height: 16 };
  const middle = async (path: string) =>
    colourAt((await lab.convert(path, geometry)).pixels[0] ?? Buffer.alloc(0), geometry, 8, 8);
  t.ok(isNear(await middle(await grey('tv', 'yuv420p')), WHITE, 8));
  t.ok(isNear(await middle(await grey('pc', 'yuv420p')), [232, 232, 232], 8));
});

t.test('interlaced pictures are mended', async (t) => {
  const source = await lab.make(
    'interlaced.ts',
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=64x64:rate=50:duration=0.4',
      '-vf',
      'tinterlace=interleave_top,fieldorder=tff',
    ],
    ...['-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-top', '1', '-r', '25'],
  );
  t.match(await lab.convert(source, { width: 32, height: 32 }), { kind: 'video', frames: 10, manifestFps: 25 });
});

t.test('HDR is toned down to what the panel shows', async (t) => {
  const source = await lab.make(
    'hdr.mkv',
    ...[
      '-f',
      'lavfi',
      '-i',
      'color=black:size=64x64:rate=5:duration=0.2,format=yuv420p10le,geq=lum=500:cb=512:cr=512',
      '-c:v',
      'ffv1',
    ],
    ...['-color_trc', 'smpte2084', '-colorspace', 'bt2020nc', '-color_primaries', 'bt2020', '-color_range', 'tv'],
  );
  const geometry = { width: 16, height: 16 };
  const clip = await lab.convert(source, geometry);
  t.same(clip.notes, []);
  const [red, green, blue] = colourAt(clip.pixels[0] ?? Buffer.alloc(0), geometry, 8, 8);
  t.ok(Math.max(red, green, blue) - Math.min(red, green, blue) <= 8, 'grey stays grey');
  t.ok(green > 60 && green < 250, `PQ 0.5 is about 92 cd/m2, a light grey: ${green}`);
});

t.test('odd sizes come through', async (t) => {
  const panel = { width: 240, height: 135 };
  for (const [width, height] of [
    [1, 1],
    [3, 5],
    [4000, 3],
    [2, 900],
  ] as const) {
    const name = `odd-${width}x${height}`;
    const size = `color=red:size=4000x900,format=rgb24,crop=${width}:${height}:exact=1`;
    const png = await lab.make(`${name}.png`, '-f', 'lavfi', '-i', size, '-frames:v', '1');
    const jpeg = await lab.make(`${name}.jpg`, '-i', png);
    for (const [source, fit] of [
      [png, 'contain'],
      [jpeg, 'cover'],
    ] as const) {
      const [pixels = Buffer.alloc(0)] = (await lab.convert(source, panel, { fit })).pixels;
      // 119: where a column one wide stands.
      t.ok(isNear(colourAt(pixels, panel, 119, 67), RED, 16), `${source} ${fit}`);
    }
  }
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=35x17:rate=5:duration=0.4'];
  const odd = await lab.make('odd.mp4', ...source, '-c:v', 'libx264', '-pix_fmt', 'yuv444p');
  t.match(await lab.convert(odd, { width: 135, height: 239 }), { durationMs: 400 });
});

t.test("a drawn picture of the panel's size keeps its pixels", async (t) => {
  const png = await lab.make('exact.png', ...quarters(32, 24), '-frames:v', '1');
  const geometry = { width: 32, height: 24 };
  const [pixels = Buffer.alloc(0)] = (await lab.convert(png, geometry)).pixels;
  t.same(colourAt(pixels, geometry, 15, 11), [248, 0, 0], 'the last red pixel is red');
  t.same(colourAt(pixels, geometry, 16, 11), [0, 252, 0], 'and the next one green');
  t.same(colourAt(pixels, geometry, 15, 12), [0, 0, 248]);
  t.notSame(BLACK, colourAt(pixels, geometry, 16, 12));
});

/** Limited range. */
function fromYuv(y: number, cb: number, cr: number, kr: number, kb: number): number[] {
  const luma = ((y - 16) * 255) / 219;
  const red = luma + (2 * (1 - kr) * ((cr - 128) * 255)) / 224;
  const blue = luma + (2 * (1 - kb) * ((cb - 128) * 255)) / 224;
  const green = (luma - kr * red - kb * blue) / (1 - kr - kb);
  return [red, green, blue];
}

/** The JPEG with an EXIF block (TIFF 6.0, big-endian) that holds the orientation only. */
function withExif(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, body, jpeg.subarray(2)]);
}

/** The MP4 with another matrix in its first tkhd box, version 0 (ISO/IEC 14496-12, 8.3.2): a, b, u, c, d, v, x, y, w. */
function withMatrix(mp4: Buffer, [a, b, c, d]: readonly [number, number, number, number]): Buffer {
  const at = mp4.indexOf('tkhd') + 4 + 40;
  for (const [i, value] of [a, b, 0, c, d].entries()) mp4.writeInt32BE(value * 65536, at + i * 4);
  return mp4;
}
