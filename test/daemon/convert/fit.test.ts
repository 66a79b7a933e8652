import fc from 'fast-check';
import t from 'tap';
import { fitPicture } from '../../../daemon/convert/fit.js';

const side = fc.integer({ min: 1, max: 10_000 });
const panelSide = fc.integer({ min: 100, max: 1000 });
const shape = fc.record({ width: side, height: side, sampleAspect: fc.double({ min: 1 / 16, max: 16, noNaN: true }) });
const panel = fc.record({ width: panelSide, height: panelSide });

t.test('a wide film on a 4:3 panel', (t) => {
  const film = { width: 1920, height: 1080, sampleAspect: 1 };
  const target = { width: 320, height: 240 };
  t.same(fitPicture(film, target, 'cover'), { scale: { width: 427, height: 240 }, crop: { x: 53, y: 0 } });
  t.same(fitPicture(film, target, 'contain'), { scale: { width: 320, height: 180 }, pad: { x: 0, y: 30 } });
  t.same(fitPicture(film, target, 'stretch'), { scale: target });
  t.same(
    fitPicture({ width: 640, height: 480, sampleAspect: 1 }, target, 'cover'),
    { scale: target },
    'no cut without need',
  );
  t.end();
});

t.test('cover always fills the panel, and never passes through a picture much larger than it', (t) => {
  fc.assert(
    fc.property(shape, panel, (source, target) => {
      const { scale, crop, cropFirst } = fitPicture(source, target, 'cover');
      const filled = scale.width >= target.width && scale.height >= target.height;
      const inside = !crop || (crop.x + target.width <= scale.width && crop.y + target.height <= scale.height);
      const first = !cropFirst || (cropFirst.width <= source.width && cropFirst.height <= source.height);
      const exact = crop !== undefined || (scale.width === target.width && scale.height === target.height);
      // A single pixel may be 16 wide and cannot be cut; the panels here are at most ten times as long as wide.
      const small = scale.width * scale.height <= target.width * target.height * 160;
      return filled && inside && first && exact && small;
    }),
  );
  t.end();
});

t.test('the focus of a cover is in view, and in the middle where the edges let it', (t) => {
  const film = { width: 1920, height: 1080, sampleAspect: 1 };
  const target = { width: 320, height: 240 };
  const cropX = (x: number) => fitPicture(film, target, 'cover', { x, y: 0.5 }).crop?.x;
  t.same([0, 0.375, 0.5, 0.55, 1].map(cropX), [0, 0, 53, 74, 107]);
  t.same(fitPicture(film, target, 'contain', { x: 0, y: 0 }), fitPicture(film, target, 'contain'));
  const line = { width: 3691, height: 1, sampleAspect: 0.832 };
  t.match(fitPicture(line, { width: 100, height: 617 }, 'cover', { x: 0.0002715, y: 0 }), { cropFirst: { x: 1 } });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(shape, panel, fc.record({ x: share, y: share }), (source, target, focus) => {
      const { scale, crop = { x: 0, y: 0 }, cropFirst } = fitPicture(source, target, 'cover', focus);
      const first = cropFirst ?? { ...source, x: 0, y: 0 };
      // Where the focus comes to lie on the panel, up to rounding.
      const x = ((focus.x * source.width - first.x) / first.width) * scale.width - crop.x;
      const y = ((focus.y * source.height - first.y) / first.height) * scale.height - crop.y;
      const inside =
        first.x >= 0 &&
        first.x + first.width <= source.width &&
        crop.x >= 0 &&
        crop.x + target.width <= scale.width &&
        crop.y + target.height <= scale.height;
      return inside && x >= -1 && x <= target.width + 1 && y >= -1 && y <= target.height + 1;
    }),
  );
  t.end();
});

t.test('contain never leaves the panel, and touches two of its sides', (t) => {
  fc.assert(
    fc.property(shape, panel, (source, target) => {
      const { scale, pad } = fitPicture(source, target, 'contain');
      const inside =
        scale.width >= 1 && scale.height >= 1 && scale.width <= target.width && scale.height <= target.height;
      const placed = !pad || (pad.x >= 0 && pad.y >= 0 && pad.x + scale.width <= target.width);
      return inside && placed && (scale.width === target.width || scale.height === target.height);
    }),
  );
  t.end();
});
