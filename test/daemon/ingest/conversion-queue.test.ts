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
  const runs = held.map(({ work }) => queue.run('wanted', NEVER, work));
  await settle();
  t.same(order, ['a', 'b']);
  held[1]?.release();
  await settle();
  t.same(order, ['a', 'b', 'c']);
  for (const { release } of held) release();
  await Promise.all(runs);
  t.same(order, ['a', 'b', 'c', 'd']);
});

t.test('who waits for a picture passes background work, and takes the turn of what runs', async (t) => {
  const queue = new ConversionQueue(1);
  const order: string[] = [];
  const ranks: [string, Rank][] = [
    ['render 1', 'render'],
    ['render 2', 'render'],
    ['wanted 1', 'wanted'],
    ['wanted 2', 'wanted'],
  ];
  const run = ([name, rank]: [string, Rank]) =>
    queue.run(rank, NEVER, async (signal) => {
      order.push(name);
      await settle();
      if (signal.aborted) order.push(`${name} gives way`);
      signal.throwIfAborted();
    });
  const renders = ranks.slice(0, 2).map(run);
  await Promise.resolve();
  await Promise.all([...renders, ...ranks.slice(2).map(run)]);
  t.same(order, ['render 1', 'render 1 gives way', 'wanted 1', 'wanted 2', 'render 2', 'render 1']);
});

t.test('previews come last, and give way to frames that are made again', async (t) => {
  const queue = new ConversionQueue(1);
  const order: string[] = [];
  const run = (rank: Rank, name: string = rank) =>
    queue.run(rank, NEVER, async (signal) => {
      order.push(name);
      await settle();
      signal.throwIfAborted();
    });
  const first = run('preview', 'preview 1');
  await Promise.resolve();
  await Promise.all([first, run('preview', 'preview 2'), run('render'), run('wanted')]);
  t.same(order, ['preview 1', 'wanted', 'render', 'preview 2', 'preview 1']);
});

t.test('background work that is done when its turn is taken away is not done again', async (t) => {
  const queue = new ConversionQueue(1);
  const order: string[] = [];
  const render = heldWork(order, 'render');
  const rendering = queue.run('render', NEVER, render.work);
  await settle();
  const wanted = queue.run('wanted', NEVER, async () => order.push('wanted'));
  render.release();
  await Promise.all([rendering, wanted]);
  t.same(order, ['render', 'wanted']);
});

t.test('background work that is cancelled after its turn was taken away ends as cancelled', async (t) => {
  const queue = new ConversionQueue(1);
  const abort = new AbortController();
  const rendering = queue.run(
    'render',
    abort.signal,
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  const wanted = heldWork([], 'wanted');
  const working = queue.run('wanted', NEVER, wanted.work);
  await settle();
  abort.abort();
  await t.rejects(rendering, { name: 'AbortError' });
  wanted.release();
  await working;
});

t.test('who gives up while waiting leaves the queue, and its work never begins', async (t) => {
  const queue = new ConversionQueue(1);
  const order: string[] = [];
  const first = heldWork(order, 'first');
  const running = queue.run('wanted', NEVER, first.work);
  const abort = new AbortController();
  const waiting = queue.run('wanted', abort.signal, async () => order.push('given up'));
  const last = queue.run('wanted', NEVER, async () => order.push('last'));
  abort.abort();
  await t.rejects(waiting, { name: 'AbortError' });
  await t.rejects(
    queue.run('wanted', abort.signal, async () => order.push('too late')),
    { name: 'AbortError' },
  );
  first.release();
  await Promise.all([running, last]);
  t.same(order, ['first', 'last']);
});

t.test('work that fails passes its turn on', async (t) => {
  const queue = new ConversionQueue(1);
  const failing = queue.run('wanted', NEVER, () => Promise.reject(new Error('broken')));
  const next = queue.run('wanted', NEVER, async () => 'next');
  await t.rejects(failing, { message: 'broken' });
  t.equal(await next, 'next');
});

t.test(
  'a file that arrives keeps its turn for a while, then gives way to one that is whole, and is over',
  async (t) => {
    const timers: (() => void)[] = [];
    const queue = new ConversionQueue(1, (_ms, run) => {
      timers.push(run);
      return () => timers.splice(timers.indexOf(run), 1);
    });
    const order: string[] = [];
    const arriving = queue.run('arriving', NEVER, async (signal) => {
      order.push('arriving');
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await settle();
    const whole = queue.run('wanted', NEVER, async () => order.push('whole'));
    await settle();
    t.same(order, ['arriving'], 'it may be done in a moment');
    timers[0]?.();
    await t.rejects(arriving, { name: 'AbortError' });
    await whole;
    t.same(order, ['arriving', 'whole']);
    t.same(timers, []);
  },
);

t.test('a file that arrives takes the turn of background work, and not that of another that arrives', async (t) => {
  const timers: (() => void)[] = [];
  const queue = new ConversionQueue(1, (_ms, run) => {
    timers.push(run);
    return () => {};
  });
  const order: string[] = [];
  const work = (name: string) => async (signal: AbortSignal) => {
    order.push(name);
    await settle();
    signal.throwIfAborted();
  };
  const render = queue.run('render', NEVER, work('render'));
  await Promise.resolve();
  const first = queue.run('arriving', NEVER, work('first'));
  const second = queue.run('arriving', NEVER, work('second'));
  await Promise.all([render, first, second]);
  t.same(order, ['render', 'first', 'second', 'render']);
  t.same(timers, []);
});
