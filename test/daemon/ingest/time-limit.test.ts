import t from 'tap';
import { withinTime } from '../../../daemon/ingest/time-limit.js';

const NEVER = new AbortController().signal;
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

t.test('work that takes too long is stopped, and the limit is named', async (t) => {
  await t.rejects(withinTime(20, NEVER, untilAborted), {
    code: 'conversion-too-long',
    message: /longer than 0 minutes/,
  });
});

t.test('work that is done, fails or is cancelled in time is none of its business', async (t) => {
  t.equal(await withinTime(60_000, NEVER, async () => 'done'), 'done');
  t.equal(await withinTime(Number.POSITIVE_INFINITY, NEVER, async () => 'done'), 'done');
  await t.rejects(
    withinTime(60_000, NEVER, async () => {
      throw new Error('broken');
    }),
    { message: 'broken' },
  );
  const abort = new AbortController();
  const cancelled = withinTime(60_000, abort.signal, untilAborted);
  abort.abort();
  await t.rejects(cancelled, { name: 'AbortError' });
});
