import fc from 'fast-check';
import t from 'tap';
import { DamagePlanner, MAX_RECTANGLES } from '../../../display/dirty/damage-planner.js';
import { modelUs } from '../../../display/dirty/model-us.js';
import { wholePicture } from '../../../display/dirty/rectangle-list.js';
import type { TransferCost } from '../../../display/dirty/transfer-cost.js';
import {
  anyCost,
  anyFrames,
  anyGeometry,
  anyRectangle,
  boundingBox,
  contains,
  drawFrames,
  drawPicture,
  drawRectangles,
  isInside,
  uncovered,
} from './drawn-frames.js';

/** A rectangle costs as much as 10.5 pixels: 10 us at a byte a microsecond and 11 bytes of window, at 2 bytes a pixel. */
const CHEAP: TransferCost = { mhz: 8, rectangleUs: 10, bytesPerPixel: 2, wholeWindow: false };

function planned(picture: string, cost = CHEAP): string {
  const { geometry, previous, next } = drawPicture(picture);
  const plan = new DamagePlanner(geometry, cost).plan(previous, next);
  return plan === undefined ? 'full frame' : drawRectangles(geometry, plan);
}

function lines(picture: string): string {
  return picture.trim().split(/\s+/).join('\n');
}

t.test('every changed pixel is covered, inside the picture', async () => {
  fc.assert(
    fc.property(anyFrames, anyCost, (frames, cost) => {
      const { geometry, previous, next } = frames;
      const plan = new DamagePlanner(geometry, cost).plan(previous, next);
      if (plan === undefined) return true;
      return plan.every((rectangle) => isInside(rectangle, geometry)) && uncovered(plan, frames) === 0;
    }),
    { numRuns: 500 },
  );
});

t.test('a plan is never worse than the full frame, and never worse than the bounding rectangle', async () => {
  fc.assert(
    fc.property(anyFrames, anyCost, (frames, cost) => {
      const { geometry, previous, next } = frames;
      const us = modelUs(new DamagePlanner(geometry, cost).plan(previous, next), cost, geometry);
      const box = boundingBox(frames);
      return us <= modelUs(undefined, cost, geometry) && us <= modelUs(box ? [box] : [], cost, geometry);
    }),
    { numRuns: 500 },
  );
});

t.test('where nothing changed nothing is sent', async () => {
  fc.assert(
    fc.property(anyGeometry, anyCost, (geometry, cost) => {
      const { previous, next } = drawFrames(geometry, () => false);
      const plan = new DamagePlanner(geometry, cost).plan(previous, next);
      return plan?.length === 0;
    }),
  );
});

t.test('a planner remembers nothing of the frames before', async () => {
  const several = anyGeometry.chain((geometry) =>
    fc.array(fc.array(anyRectangle(geometry), { maxLength: 4 })).map((sets) => ({ geometry, sets })),
  );
  fc.assert(
    fc.property(several, anyCost, ({ geometry, sets }, cost) => {
      const used = new DamagePlanner(geometry, cost);
      for (const things of sets) {
        const { previous, next } = drawFrames(geometry, (x, y) => things.some((thing) => contains(thing, x, y)));
        const fresh = new DamagePlanner(geometry, cost).plan(previous, next);
        if (JSON.stringify(used.plan(previous, next)) !== JSON.stringify(fresh)) return false;
      }
      return true;
    }),
  );
});

t.test('two things far apart are two rectangles', async (t) => {
  const picture = `
    ####............
    ####............
    ................
    ................
    ............####
    ............####`;
  t.equal(
    planned(picture),
    lines(`
    AAAA............
    AAAA............
    ................
    ................
    ............BBBB
    ............BBBB`),
  );
});

t.test('two things whose gap is cheaper than a rectangle are one', async (t) => {
  const picture = `
    ................
    .####..####.....
    .####..####.....
    ................`;
  t.equal(
    planned(picture),
    lines(`
    ................
    .AAAAAAAAAA.....
    .AAAAAAAAAA.....
    ................`),
  );
});

t.test('a frame is four rectangles around its empty middle', async (t) => {
  const picture = `
    ############
    ############
    ##........##
    ##........##
    ##........##
    ##........##
    ############
    ############`;
  t.equal(
    planned(picture),
    lines(`
    AAAAAAAAAAAA
    AAAAAAAAAAAA
    BB........CC
    BB........CC
    BB........CC
    BB........CC
    DDDDDDDDDDDD
    DDDDDDDDDDDD`),
  );
});

t.test('lines a pixel thin are not filled up between', async (t) => {
  const picture = Array.from({ length: 20 }, () => '#..#..........').join('\n');
  t.equal(planned(picture), Array.from({ length: 20 }, () => 'A..B..........').join('\n'));
});

t.test('a picture that changed all over is the full frame', async (t) => {
  t.equal(planned('####\n####\n####'), 'full frame');
});

t.test('a panel of one pixel has its pixel', async (t) => {
  t.equal(planned('#'), 'full frame');
  t.equal(planned('.'), '.');
});

t.test('rectangles that share rows follow each other, so that these are sent once', async (t) => {
  const picture = `
    ####............####
    ####............####
    ....................
    ....................
    ....................
    ....................
    ####............####
    ####............####`;
  t.equal(
    planned(picture, { ...CHEAP, rectangleUs: 1 }),
    lines(`
    AAAA............BBBB
    AAAA............BBBB
    ....................
    ....................
    ....................
    ....................
    CCCC............DDDD
    CCCC............DDDD`),
  );
});

t.test('dots all over a large picture are a bounded number of rectangles', async (t) => {
  const frames = drawFrames({ width: 320, height: 240 }, (x, y) => x % 15 === 0 && y % 15 === 0);
  const { geometry, previous, next } = frames;
  const plan = new DamagePlanner(geometry, { ...CHEAP, mhz: 40, rectangleUs: 0 }).plan(previous, next) ?? [];
  t.ok(plan.length > 0 && plan.length <= MAX_RECTANGLES, `${plan.length}`);
  t.equal(uncovered(plan, frames), 0);
});

t.test('united, damages are covered, and never worse than the full frame or the bounding rectangle', async () => {
  const several = anyGeometry.chain((geometry) =>
    fc
      .array(fc.array(anyRectangle(geometry), { maxLength: 5 }), { maxLength: 5 })
      .map((damages) => ({ geometry, damages })),
  );
  fc.assert(
    fc.property(several, anyCost, ({ geometry, damages }, cost) => {
      const united = new DamagePlanner(geometry, cost).unite(damages);
      const frames = drawFrames(geometry, (x, y) => damages.flat().some((rectangle) => contains(rectangle, x, y)));
      const us = modelUs(united, cost, geometry);
      const box = boundingBox(frames);
      const areMany = damages.filter((damage) => damage.length > 0).length > 1;
      if (areMany && us > modelUs(undefined, cost, geometry)) return false;
      if (areMany && us > modelUs(box ? [box] : [], cost, geometry)) return false;
      return united === undefined || uncovered(united, frames) === 0;
    }),
    { numRuns: 500 },
  );
});

t.test('united with everything it is everything; what stands alone stays as it was planned', async (t) => {
  const geometry = { width: 30, height: 20 };
  const planner = new DamagePlanner(geometry, CHEAP);
  const damage = [{ x: 0, y: 0, endX: 2, endY: 2 }];
  t.equal(planner.unite([damage, undefined, damage]), undefined);
  t.same(planner.unite([[], damage, []]), damage);
  t.same(planner.unite([[], []]), []);
  t.same(planner.unite([damage, damage]), damage);
  t.equal(planner.unite([damage, [wholePicture(geometry)]]), undefined);
});
