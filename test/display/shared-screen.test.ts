import { Worker } from 'node:worker_threads';
import t from 'tap';
import { SharedScreen } from '../../display/shared-screen.js';

const geometry = { width: 2, height: 1 };

t.test('before the first picture there is nothing to read', async (t) => {
  const pixels = Uint8Array.of(1, 2, 3, 4);
  t.equal(SharedScreen.create(geometry).read(pixels), undefined);
  t.same(pixels, [1, 2, 3, 4]);
});

t.test('the newest picture is read, as often as one likes', async (t) => {
  const screen = SharedScreen.create(geometry);
  const reader = new SharedScreen(screen.buffer, geometry);
  const pixels = new Uint8Array(4);
  for (const number of [1, 2, 3]) screen.publish(Uint8Array.of(number, 0, 0, 0));
  t.equal(reader.read(pixels), 3);
  t.equal(reader.read(pixels), 3);
  t.equal(pixels[0], 3);
  screen.publish(Uint8Array.of(4, 0, 0, 0));
  t.equal(reader.read(pixels), 4);
  t.equal(pixels[0], 4);
});

t.test('a screen that takes the place of another one goes on counting', async (t) => {
  const before = SharedScreen.create(geometry);
  for (const number of [1, 2]) before.publish(Uint8Array.of(number, 0, 0, 0));
  const screen = SharedScreen.create(geometry, before.published);
  const pixels = new Uint8Array(4);
  t.equal(screen.read(pixels), undefined, 'nothing is on this one yet');
  t.equal(screen.published, 2);
  new SharedScreen(screen.buffer, geometry).publish(Uint8Array.of(3, 0, 0, 0));
  t.equal(screen.read(pixels), 3);
  t.equal(screen.published, 3);
});

t.test('the writer reads back what it published last, whether the reader has taken it or not', async (t) => {
  const screen = SharedScreen.create(geometry);
  const pixels = new Uint8Array(4);
  t.equal(screen.readBack(pixels), false);
  for (const number of [1, 2, 3]) {
    screen.publish(Uint8Array.of(number, 0, 0, 0));
    t.equal(screen.readBack(pixels), true);
    t.equal(pixels[0], number);
    if (number === 2) screen.read(new Uint8Array(4));
    screen.readBack(pixels);
    t.equal(pixels[0], number);
  }
});

t.test('asking for word of the next picture counts once', async (t) => {
  const screen = SharedScreen.create(geometry);
  t.equal(screen.takeWanted(), false);
  screen.want();
  screen.want();
  t.equal(screen.takeWanted(), true);
  t.equal(screen.takeWanted(), false);
});

t.test('a picture is never torn, however fast the other thread writes', async (t) => {
  const large = { width: 320, height: 240 };
  const screen = SharedScreen.create(large);
  const running = new Int32Array(new SharedArrayBuffer(4)).fill(1);
  const writer = new Worker(
    `const { workerData } = require('node:worker_threads');
     import(workerData.module).then(({ SharedScreen }) => {
       const screen = new SharedScreen(workerData.buffer, workerData.large);
       const pixels = new Uint8Array(320 * 240 * 2);
       for (let number = 0; Atomics.load(workerData.running, 0); number++) screen.publish(pixels.fill(number & 0xff));
     });`,
    {
      eval: true,
      workerData: {
        module: new URL('../../display/shared-screen.js', import.meta.url).href,
        buffer: screen.buffer,
        large,
        running,
      },
    },
  );
  const pixels = new Uint8Array(320 * 240 * 2);
  const expected = Buffer.alloc(pixels.length);
  let newest = 0;
  let reads = 0;
  const untilMs = performance.now() + 5000;
  while (reads < 2000 && performance.now() < untilMs) {
    const sequence = screen.read(pixels) ?? 0;
    if (sequence === newest) {
      await new Promise(setImmediate);
      continue;
    }
    if (sequence < newest) t.fail('the pictures went backwards');
    if (!expected.fill(pixels[0] ?? 0).equals(pixels)) t.fail('a torn picture');
    newest = sequence;
    reads++;
  }
  Atomics.store(running, 0, 0);
  await new Promise((resolve) => writer.once('exit', resolve));
  t.ok(reads > 0, `${reads} pictures of ${newest}`);
});
