import t from 'tap';
import type { Job } from '../../../daemon/protocol/job.js';
import type { SenderEvents } from '../../../web-ui/src/sending/send-queue.js';
import { importPageModule } from '../page-module.js';

const { SendQueue } =
  await importPageModule<typeof import('../../../web-ui/src/sending/send-queue.js')>('sending/send-queue.ts');

let nowMs = 0;

/** A queue whose senders do what the test says. */
function createQueue() {
  const senders = new Map<string, SenderEvents & { calls: string[] }>();
  const cancelled: string[] = [];
  const queue = new SendQueue({
    createSender: async ({ name }, events) => {
      if (name === 'no-code') throw new Error('offline');
      const calls: string[] = [];
      senders.set(name, { ...events, calls });
      const note = (call: string) => () => void calls.push(call);
      return {
        start: async () => void calls.push('start'),
        pause: note('pause'),
        end: note('end'),
        retryNow: note('retryNow'),
        stayAlive: note('stayAlive'),
        leave: note('leave'),
      };
    },
    cancelJob: async (id) => void cancelled.push(id),
    now: () => nowMs,
  });
  const add = async (...names: string[]) => {
    queue.add(names.map((name) => new File(['0123456789'], name)));
    await settle();
  };
  const stages = () => queue.sendings.value.map(({ name, stage }) => `${name} ${stage.value}`);
  const sending = (name: string) => queue.sendings.value.find((candidate) => candidate.name === name);
  return { queue, add, stages, senders, sending, cancelled };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function job(id: string, more: Partial<Job>): Record<string, Job> {
  return { [id]: { id, name: 'a', stage: 'receiving', frames: 0, known: false, ...more } };
}

t.test('two files are sent at a time, the next when one is there, failed or paused', async (t) => {
  const { queue, add, stages, senders, sending } = createQueue();
  await add('a', 'b', 'c', 'd', 'e');
  t.same(stages(), ['a sending', 'b sending', 'c waiting', 'd waiting', 'e waiting']);
  senders.get('a')?.onSent();
  t.same(stages().slice(0, 3), ['a sent', 'b sending', 'c sending']);
  senders.get('b')?.onFailed('Too large.');
  t.same(stages().slice(1, 4), ['b failed', 'c sending', 'd sending']);
  const c = sending('c');
  if (c) queue.pause(c);
  t.same(stages().slice(2), ['c paused', 'd sending', 'e sending']);
  if (c) queue.resume(c);
  t.equal(stages()[2], 'c sending', 'at once');
});

t.test('a broken line keeps its place', async (t) => {
  const { queue, add, stages, senders } = createQueue();
  await add('a', 'b', 'c');
  senders.get('a')?.onBroken(undefined);
  t.same(stages(), ['a broken', 'b sending', 'c waiting']);
  queue.retryNow();
  t.same(senders.get('a')?.calls, ['start', 'retryNow']);
  senders.get('a')?.onProgress(3);
  t.equal(stages()[0], 'a sending');
});

t.test('cancelling tells the daemon, and takes the file out', async (t) => {
  const { queue, add, stages, senders, sending, cancelled } = createQueue();
  await add('a', 'b', 'c');
  senders.get('a')?.onJob('job-a');
  const a = sending('a');
  if (a) await queue.cancel(a);
  await settle();
  t.same(cancelled, ['job-a']);
  t.same(senders.get('a')?.calls, ['start', 'end']);
  t.same(stages(), ['b sending', 'c sending']);
});

t.test('a file cancelled while the code for sending was still loading is not sent', async (t) => {
  const { queue, add, senders, sending } = createQueue();
  const adding = add('a');
  const a = sending('a');
  if (a) await queue.cancel(a);
  await adding;
  t.same(senders.get('a')?.calls, ['end']);
});

t.test('code that cannot be loaded is told in words', async (t) => {
  const { add, stages, sending } = createQueue();
  await add('no-code');
  t.same(stages(), ['no-code failed']);
  t.match(sending('no-code')?.reason.value, /choose the file again/);
});

t.test('a job that ends ends the sending, too', async (t) => {
  const { queue, add, stages, senders, sending } = createQueue();
  await add('a', 'b', 'c', 'd');
  senders.get('a')?.onJob('job-a');
  queue.follow(job('job-a', { stage: 'cancelled' }));
  t.same(stages(), ['b sending', 'c sending', 'd waiting']);
  senders.get('b')?.onJob('job-b');
  queue.follow(job('job-b', { stage: 'failed', error: { code: 'x', message: 'No picture in it.' } }));
  await settle();
  t.equal(sending('b')?.reason.value, 'No picture in it.');
  t.same(stages(), ['b failed', 'c sending', 'd sending']);
  senders.get('c')?.onJob('job-c');
  senders.get('c')?.onSent();
  queue.follow(job('job-c', { stage: 'ready', known: true }));
  t.same(stages(), ['b failed', 'c sent', 'd sending'], 'a known one stays to be read');
  queue.follow(job('job-c', { stage: 'ready' }));
  t.same(stages(), ['b failed', 'd sending']);
});

t.test('a job that a restart took away ends what was sent, and nothing that is still being sent', async (t) => {
  const { queue, add, stages, senders } = createQueue();
  await add('a', 'b');
  senders.get('a')?.onJob('job-a');
  senders.get('b')?.onJob('job-b');
  senders.get('a')?.onSent();
  queue.follow({});
  t.same(stages(), ['a sent', 'b sending'], 'the state may be behind');
  queue.follow({ ...job('job-a', {}), ...job('job-b', {}) });
  queue.follow({});
  t.same(stages(), ['b sending']);
});

t.test('a page that goes says goodbye for every file', async (t) => {
  const { queue, add, senders } = createQueue();
  await add('a', 'b');
  queue.stayAlive();
  queue.leave();
  for (const name of ['a', 'b']) t.same(senders.get(name)?.calls, ['start', 'stayAlive', 'leave']);
});

t.test('the time left is that of what has arrived, not of what lies on the line', async (t) => {
  const { queue, add, senders, sending } = createQueue();
  await add('a');
  senders.get('a')?.onJob('job-a');
  for (const percent of [0, 10, 20]) {
    senders.get('a')?.onProgress(9);
    queue.follow(job('job-a', { percent }));
    nowMs += 1000;
  }
  t.equal(sending('a')?.etaMs.value, 8000);
});
