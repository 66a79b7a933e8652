import t from 'tap';
import { packRgb565, unpackRgb565 } from '../../../../display/pixels.js';
import { importPageModule } from '../../page-module.js';

const { expandRgb565 } =
  await importPageModule<typeof import('../../../../web-ui/src/views/now/rgb565.js')>('views/now/rgb565.ts');

function expand(...pixels: number[]): Uint8Array {
  const bytes = Uint8Array.from(pixels.flatMap((pixel) => [pixel >> 8, pixel & 0xff]));
  const words = new Uint32Array(pixels.length);
  expandRgb565(bytes, words);
  return new Uint8Array(words.buffer);
}

t.test('the primaries come out whole and opaque', (t) => {
  t.same([...expand(packRgb565(255, 255, 255))], [255, 255, 255, 255]);
  t.same([...expand(0, packRgb565(255, 0, 0))], [0, 0, 0, 255, 255, 0, 0, 255]);
  t.same([...expand(packRgb565(0, 255, 0), packRgb565(0, 0, 255))], [0, 255, 0, 255, 0, 0, 255, 255]);
  t.end();
});

t.test('every pixel is what the display takes it for', (t) => {
  const all = Array.from({ length: 0x10000 }, (_, pixel) => pixel);
  const rgba = expand(...all);
  const wrong = all.filter((pixel) => {
    const [red, green, blue] = unpackRgb565(pixel);
    const at = pixel * 4;
    return rgba[at] !== red || rgba[at + 1] !== green || rgba[at + 2] !== blue || rgba[at + 3] !== 255;
  });
  t.same(wrong, []);
  t.end();
});

t.test('where one side is shorter, the rest is left alone', (t) => {
  const words = new Uint32Array(3).fill(7);
  expandRgb565(Uint8Array.of(0xff, 0xff, 0xff), words);
  t.same([...words], [0xffffffff, 7, 7]);
  t.end();
});
