import t from 'tap';
import type { PlayerStats } from '../../../../daemon/protocol/state.js';
import { importPageModule } from '../../page-module.js';

const { History } =
  await importPageModule<typeof import('../../../../web-ui/src/views/settings/history.js')>(
    'views/settings/history.ts',
  );

const STATS: PlayerStats = {
  presented: 0,
  dropped: 0,
  late: 0,
  underruns: 0,
  damaged: 0,
  workerRestarts: 0,
  fps: 25,
};

t.test('of what counts up, a look tells how much came since the one before', (t) => {
  const history = new History(60);
  t.match(history.add({ ...STATS, late: 40, dropped: 7 }), [{ late: 0, dropped: 0 }], 'the first has none before it');
  const [, second] = history.add({ ...STATS, late: 43, dropped: 7 });
  t.match(second, { late: 3, dropped: 0 });
  t.end();
});

t.test('a daemon that counts from 0 again has lost nothing', (t) => {
  const history = new History(60);
  history.add({ ...STATS, late: 40 });
  t.match(history.add({ ...STATS, late: 2 }).at(-1), { late: 0 });
  t.match(history.add({ ...STATS, late: 5 }).at(-1), { late: 3 });
  t.end();
});

t.test('only the last looks are kept, the oldest first, and the bus where there is one', (t) => {
  const history = new History(2);
  const link = { bytesPerFrame: 1000, rectanglesPerFrame: 2.5, utilisation: 0.4 };
  for (const fps of [10, 20, 30]) history.add({ ...STATS, fps });
  t.same(
    history.add({ ...STATS, fps: 40, link }, 51).map(({ fps, bus, celsius }) => [fps, bus, celsius]),
    [
      [30, 0, 0],
      [40, 0.4, 51],
    ],
  );
  t.end();
});
