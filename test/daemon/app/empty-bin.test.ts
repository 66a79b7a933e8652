import t, { type Test } from 'tap';
import { emptyBin } from '../../../daemon/app/empty-bin.js';
import { systemClock } from '../../../daemon/clock.js';
import type { Library } from '../../../daemon/library/library.js';
import { silentLog } from '../../../daemon/log.js';
import { openTestLibrary, publishClip } from '../library/staged-clips.js';

const TOO_LONG_MS = 3_600_000;

function startBin(t: Test, library: Library, keepMs: number) {
  t.teardown(emptyBin({ library, clock: systemClock, log: silentLog, keepMs }));
}

async function untilRemoved(library: Library): Promise<void> {
  // The bin's own timer keeps no process alive.
  const alive = setInterval(() => {}, 1000);
  while (library.discardedClips().length > 0)
    await new Promise<void>((resolve) => {
      const stop = library.on('change', () => {
        stop();
        resolve();
      });
    });
  clearInterval(alive);
}

t.test('what was thrown away is removed a while later, and what was taken back is not', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip: a } = await publishClip(library, { content: 'a' });
  const { clip: b } = await publishClip(library, { content: 'b' });
  startBin(t, library, 20);
  library.discard([a.id, b.id]);
  library.takeBack([b.id]);
  await untilRemoved(library);
  t.same(library.takeBack([a.id]), []);
  t.same(library.clips(), [b]);
});

t.test('what a restart finds is kept for another while, then removed', async (t) => {
  const root = t.testdir();
  const first = await openTestLibrary(t, { root });
  const { clip } = await publishClip(first);
  startBin(t, first, TOO_LONG_MS);
  first.discard([clip.id]);
  await first.close();

  const library = await openTestLibrary(t, { root });
  startBin(t, library, TOO_LONG_MS);
  t.same(library.takeBack([clip.id]), [clip.id], 'it can still be taken back');
  library.discard([clip.id]);
  startBin(t, library, 10);
  await untilRemoved(library);
  t.same(library.clips(), []);
});
