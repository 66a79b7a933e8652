import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import t from 'tap';
import { emptyHeader } from '../../../daemon/player/frame-header.js';
import { FrameRing } from '../../../daemon/player/frame-ring.js';
import { MAX_RECTANGLES } from '../../../display/dirty/damage-planner.js';

function publish(ring: FrameRing, number: number): number {
  ring.nextPixels().fill(number & 0xff);
  return ring.publish({ ...emptyHeader(), frame: number, ptsMs: number / 3 });
}

t.test('a ring behaves like a bounded queue, whatever the order of filling and releasing', async () => {
  const steps = fc.array(fc.oneof(fc.constant('publish'), fc.integer({ min: 1, max: 3 })), { maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.constantFrom(2, 4, 8), (steps, slots) => {
      const producer = FrameRing.create({ slots, frameBytes: 6 });
      const consumer = new FrameRing(producer.buffer);
      const model: number[] = [];
      let published = 0;
      for (const step of steps) {
        if (step === 'publish') {
          if (producer.full) continue;
          if (publish(producer, ++published) !== model.length + 1) return false;
          model.push(published);
          if (producer.lastPixels()[5] !== (published & 0xff)) return false;
        } else {
          const count = Math.min(Number(step), model.length);
          const wasFuller = model.length > slots / 2;
          model.splice(0, count);
          if (consumer.release(count) !== (wasFuller && model.length <= slots / 2)) return false;
        }
        if (consumer.length !== model.length || producer.full !== (model.length === slots)) return false;
        for (const [index, number] of model.entries()) {
          const { frame, ptsMs } = consumer.header(index);
          if (frame !== number || ptsMs !== number / 3 || consumer.pixels(index)[0] !== (number & 0xff)) return false;
        }
      }
      return true;
    }),
  );
});

t.test('counts wrap around without anything being lost', async (t) => {
  const ring = FrameRing.create({ slots: 4, frameBytes: 2 });
  new Int32Array(ring.buffer).set([0x7fffffff, 0x7fffffff]);
  for (let number = 1; number <= 4; number++) publish(ring, number);
  t.ok(ring.full);
  t.equal(ring.length, 4);
  t.same(
    [0, 1, 2, 3].map((index) => ring.header(index).frame),
    [1, 2, 3, 4],
  );
  ring.release(3);
  publish(ring, 5);
  t.same(
    [0, 1].map((index) => ring.header(index).frame),
    [4, 5],
  );
});

t.test('rectangles come out as they went in; too many of them are everything', async (t) => {
  const ring = FrameRing.create({ slots: 2, frameBytes: 8 });
  const rectangle = { x: 1, y: 2, endX: 320, endY: 240 };
  const cases = [undefined, [], [rectangle], Array.from({ length: MAX_RECTANGLES }, () => rectangle)];
  for (const damage of cases) {
    ring.publish(emptyHeader(), damage);
    t.same(ring.damage(0), damage);
    ring.release(1);
  }
  ring.publish(
    emptyHeader(),
    Array.from({ length: MAX_RECTANGLES + 1 }, () => rectangle),
  );
  t.equal(ring.damage(0), undefined);
});

t.test('a ring of any other size than a power of two is refused', async (t) => {
  for (const slots of [0, 1, 3, 6]) t.throws(() => FrameRing.create({ slots, frameBytes: 8 }), /power of two/);
});

t.test('pixels start where 64-bit words do', async (t) => {
  const ring = FrameRing.create({ slots: 4, frameBytes: 135 * 240 * 2 + 2 });
  for (let slot = 0; slot < 4; slot++) {
    t.equal(ring.nextPixels().byteOffset % 8, 0);
    ring.publish(emptyHeader());
  }
});

t.test('frames cross threads whole and in order', async (t) => {
  const frames = 20_000;
  const ring = FrameRing.create({ slots: 4, frameBytes: 64 });
  const wake = new Int32Array(new SharedArrayBuffer(4));
  const module = (name: string) => new URL(`../../../daemon/player/${name}.js`, import.meta.url).href;
  const producer = new Worker(
    `const { workerData } = require('node:worker_threads');
     Promise.all(workerData.modules.map((module) => import(module))).then(([{ FrameRing }, { emptyHeader }]) => {
       const ring = new FrameRing(workerData.buffer);
       for (let frame = 1; frame <= workerData.frames; frame++) {
         while (ring.full) Atomics.wait(workerData.wake, 0, 0, 0.1);
         ring.nextPixels().fill(frame & 0xff);
         ring.publish({ ...emptyHeader(), frame });
       }
     });`,
    {
      eval: true,
      execArgv: [],
      workerData: { modules: [module('frame-ring'), module('frame-header')], buffer: ring.buffer, wake, frames },
    },
  );
  for (let expected = 1; expected <= frames; ) {
    if (ring.length === 0) {
      await new Promise(setImmediate);
      continue;
    }
    const { frame } = ring.header(0);
    const pixels = ring.pixels(0);
    if (frame !== expected || pixels.some((pixel) => pixel !== (frame & 0xff))) {
      t.fail(`frame ${frame} where ${expected} was expected`);
      break;
    }
    ring.release(1);
    expected++;
  }
  await producer.terminate();
  t.equal(ring.length, 0);
});
