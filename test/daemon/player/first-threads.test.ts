import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority, release } from 'node:os';
import t from 'tap';
import { stepForward } from '../../../daemon/niceness.js';
import { shortenSlices } from '../../../daemon/short-slices.js';
import { startedPlayer } from './started-player.js';
import { writeClip } from './written-clip.js';

const skip = process.platform !== 'linux' && 'niceness is the whole process’s here';

t.test('the consumer comes first, then the producer, then everybody else, where they may', { skip }, async (t) => {
  const path = await writeClip(t.testdir(), 'a', { frames: 50, first: 0 });
  const before = getPriority();
  await startedPlayer(t, { entries: [{ key: 'a', name: 'a', path }], loop: 'all', shuffle: false, stillMs: 1000 });
  const found = threads().map(({ niceness }) => niceness);
  const may = stepForward(1);
  const wanted = may ? [before - 20, before - 5, before].map((niceness) => Math.max(niceness, -20)) : [before];
  t.same(
    [...new Set(found)].sort((a, b) => a - b),
    [...new Set(wanted)],
  );

  const shortened = await shortenSlices();
  t.ok(shortened === (may ? 2 : 0) || shortened === 0, `${shortened} threads; none where the machine cannot`);
  const slices = threads().flatMap(({ niceness, sliceNs }) => (niceness < before - 1 ? [sliceNs] : []));
  if (shortened > 0 && isAtLeast(6, 12)) t.notOk(slices.some((ns) => ns !== undefined && ns !== 100_000));
});

interface Thread {
  readonly niceness: number;
  /** Undefined where this kernel does not tell. */
  readonly sliceNs: number | undefined;
}

function threads(): Thread[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const path = `/proc/self/task/${thread}/sched`;
    const slice = existsSync(path) ? /^se\.slice\s*:\s*(\d+)/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
    return { niceness: getPriority(Number(thread)), sliceNs: slice === undefined ? undefined : Number(slice) };
  });
}

function isAtLeast(major: number, minor: number): boolean {
  const [ours = 0, oursMinor = 0] = release().split('.').map(Number);
  return ours > major || (ours === major && oursMinor >= minor);
}
