import t, { type Test } from 'tap';
import { DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/options.js';
import { Housekeeping } from '../../../daemon/ingest/housekeeping.js';
import { Plans } from '../../../daemon/ingest/plans.js';
import { silentLog } from '../../../daemon/log.js';
import { openTestLibrary, publishClip, SMALL, stageClip } from '../library/staged-clips.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const OTHER = { width: 64, height: 64 };

async function setUp(t: Test, maxLibraryBytes?: number) {
  const clock = { nowMs: 1000 * DAY_MS, monotonicMs: () => clock.nowMs, wallMs: () => clock.nowMs };
  const library = await openTestLibrary(t, { root: t.testdir(), clock });
  const plans = new Plans({ geometry: SMALL, options: DEFAULT_CONVERT_OPTIONS });
  const options = { library, plans, clock, log: silentLog };
  const housekeeping = new Housekeeping({ ...options, maxLibraryBytes });
  const wanted = plans.keyFor(undefined);
  const add = async (clipId: string, planKey: string, size = OTHER) => {
    const { rendition, staging } = await stageClip(library, { planKey, size });
    await library.addRendition(clipId, { ...rendition, staging });
    await staging.discard();
  };
  const plansOf = (clipId: string) => library.renditions().flatMap((one) => (one.clipId === clipId ? one.planKey : []));
  return { clock, library, plans, housekeeping, wanted, add, plansOf, options };
}

const KEY = (digit: string) => digit.repeat(16);

t.test('frames that nothing uses are given up after a month, and not before', async (t) => {
  const { clock, library, housekeeping, wanted, add, plansOf } = await setUp(t);
  const { clip } = await publishClip(library, { planKey: wanted });
  await add(clip.id, KEY('b'));
  await housekeeping.run();
  clock.nowMs += 29 * DAY_MS;
  await housekeeping.run();
  t.same(plansOf(clip.id).sort(), [wanted, KEY('b')].sort());
  clock.nowMs += DAY_MS;
  await housekeeping.run();
  t.same(plansOf(clip.id), [wanted]);
  t.equal(library.clip(clip.id)?.renditionBytes, (await stageClip(library, { planKey: wanted })).rendition.bytes);
});

t.test('a month begins anew for frames that were used again', async (t) => {
  const { clock, library, plans, housekeeping, wanted, add, plansOf } = await setUp(t);
  const { clip } = await publishClip(library, { planKey: wanted });
  const other = plans.keyFor({ speed: 2 });
  await add(clip.id, other, SMALL);
  await housekeeping.run();
  clock.nowMs += 29 * DAY_MS;
  library.change(clip.id, { look: { speed: 2 } });
  await housekeeping.run();
  library.change(clip.id, { look: null });
  await housekeeping.run();
  clock.nowMs += 2 * DAY_MS;
  await housekeeping.run();
  t.equal(plansOf(clip.id).length, 2);
});

t.test(
  'what is shown while wanted frames are missing is used, and so is all of a clip without an original',
  async (t) => {
    const { clock, library, housekeeping, plansOf } = await setUp(t);
    const { clip } = await publishClip(library, { planKey: KEY('c') });
    await housekeeping.run();
    clock.nowMs += 365 * DAY_MS;
    await housekeeping.run();
    t.same(plansOf(clip.id), [KEY('c')]);
  },
);

t.test('a library that takes too much loses what was unused for longest first, and never what is used', async (t) => {
  const { clock, library, housekeeping, wanted, add, plansOf, options } = await setUp(t);
  const { clip } = await publishClip(library, { planKey: wanted });
  const usedBytes = clip.originalBytes + clip.renditionBytes;
  for (const digit of ['b', 'c', 'd']) {
    await add(clip.id, KEY(digit));
    await housekeeping.run();
    clock.nowMs += DAY_MS;
  }
  const { bytes } = library.renditions().find(({ planKey }) => planKey === KEY('d')) ?? { bytes: 0 };
  await new Housekeeping({ ...options, maxLibraryBytes: usedBytes + bytes }).run();
  t.same(plansOf(clip.id).sort(), [wanted, KEY('d')].sort());
  await new Housekeeping({ ...options, maxLibraryBytes: 1 }).run();
  t.same(plansOf(clip.id), [wanted]);
  t.ok(library.originalPath(clip.id));
});
