import fc from 'fast-check';
import t from 'tap';
import { createLog } from '../../daemon/log.js';
import { RecentLog } from '../../daemon/recent-log.js';

function startLog(capacity?: number) {
  let nowMs = 1000;
  const clock = { monotonicMs: () => 0, wallMs: () => nowMs++ };
  const recent = new RecentLog({ clock, ...(capacity !== undefined && { capacity }) });
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line), also: recent.take });
  return { recent, lines, log };
}

t.test('what is written is kept, with its level, its room and the time', async (t) => {
  const { recent, lines, log } = startLog();
  log.info('first frame on the glass', { ms: 12 });
  log.child('library').warn('mended');
  log.debug('nobody wants to know');
  t.same(lines, ['info  first frame on the glass ms=12', 'warn  library: mended']);
  t.same(recent.records(), [
    { sequence: 1, atMs: 1000, level: 'info', text: 'first frame on the glass ms=12' },
    { sequence: 2, atMs: 1001, level: 'warn', text: 'library: mended' },
  ]);
});

t.test('the newest are kept, however many there were, and whoever has some gets the rest', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(60), fc.nat(60), (capacity, written, after) => {
      const { recent, log } = startLog(capacity);
      for (let line = 1; line <= written; line++) log.info(`line ${line}`);
      const first = Math.max(after, written - capacity) + 1;
      const expected = Array.from({ length: Math.max(0, written - first + 1) }, (_, index) => first + index);
      t.same(
        recent.records(after).map(({ sequence }) => sequence),
        expected,
      );
    }),
  );
});
