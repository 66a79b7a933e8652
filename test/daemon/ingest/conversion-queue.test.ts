import t from 'tap';
import { ConversionQueue, type Rank } from '../../../daemon/ingest/conversion-queue.js';

const NEVER = new AbortController().signal;

/** Work that notes when it begins and ends when told. */
function heldWork(order: string[], name: string) {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const work = async () => {
    order.push(name);
    await held;
  };
  return { work, release: () => release() };
}

/** Lets everything that can go on, go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

t.test('no more than the given number runs at a time, and the rest follows in order', async (t) => {
  const queue = new ConversionQueue(2);
  const order: string[] = [];
  const held = ['a', 'b', 'c', 'd'].map((name) => heldWork(order, name));
  const runs = held.map(({ work }) => queue.run('upload', NEVER, work));
  await settle();
  t.same(order, ['a', 'b']);
  held[1]?.release();
  await settle();
  t.same(order, ['a', 'b', 'c']);
  for (const { release } of held) release();
  await Promise.all(runs);
  t.same(order, ['a', 'b', 'c', 'd']);
});

t.test('uploads pass renders that wait, not the one that runs', async (t) => {
  const queue = new ConversionQueue(1);
  const order: string[] = [];
  const ranks: [string, Rank][] = [
    ['render 1', 'render'],
    ['render 2', 'render'],
    ['upload 1', 'upload'],
    ['upload 2', 'upload'],
  ];
  const runs = ranks.map(([name, rank]) =>
    queue.run(rank, NEVER, async () => {
      order.push(name);
      await settle();
    }),
  );
  await Promise.all(runs);
  t.same(order, ['render 1', 'upload 1', 'upload 2', 'render 2']);
});

t.test('who gives up while waiting leaves the queue, and its work never begins', async (t) => {
  const queue = new ConversionQueue(1);
  const order: string[] = [];
  const first = heldWork(order, 'first');
  const running = queue.run('upload', NEVER, first.work);
  const abort = new AbortController();
  const waiting = queue.run('upload', abort.signal, async () => order.push('given up'));
  const last = queue.run('upload', NEVER, async () => order.push('last'));
  abort.abort();
  await t.rejects(waiting, { name: 'AbortError' });
  await t.rejects(
    queue.run('upload', abort.signal, async () => order.push('too late')),
    { name: 'AbortError' },
  );
  first.release();
  await Promise.all([running, last]);
  t.same(order, ['first', 'last']);
});

t.test('work that fails passes its turn on', async (t) => {
  const queue = new ConversionQueue(1);
  const failing = queue.run('upload', NEVER, () => Promise.reject(new Error('broken')));
  const next = queue.run('upload', NEVER, async () => 'next');
  await t.rejects(failing, { message: 'broken' });
  t.equal(await next, 'next');
});
