import t from 'tap';
import { importPageModule } from '../page-module.js';

const { NewestWins } =
  await importPageModule<typeof import('../../../web-ui/src/live/newest-wins.js')>('live/newest-wins.ts');

t.test('values that come while one is under way give way to the newest', async (t) => {
  const sent: number[] = [];
  const arrivals: (() => void)[] = [];
  const slow = new NewestWins<number>((value) => {
    sent.push(value);
    return new Promise<void>((resolve) => arrivals.push(resolve));
  });
  const done = [1, 2, 3].map((value) => slow.push(value));
  t.same(sent, [1]);
  arrivals.shift()?.();
  await new Promise(setImmediate);
  t.same(sent, [1, 3], 'the second was never sent');
  arrivals.shift()?.();
  await Promise.all(done);
  const again = slow.push(4);
  arrivals.shift()?.();
  await again;
  t.same(sent, [1, 3, 4]);
});
