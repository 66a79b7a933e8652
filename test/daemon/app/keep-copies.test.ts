import t from 'tap';
import { copyIfDue } from '../../../daemon/app/keep-copies.js';
import { FramedError } from '../../../daemon/errors.js';
import { silentLog } from '../../../daemon/log.js';

const DAY_MS = 86_400_000;
const NOW_MS = 1_800_000_000_000;

/** A library of which only the copies are of interest. */
function labOf({ copiedAtMs, clips = 1, fails }: { copiedAtMs?: number; clips?: number; fails?: Error }) {
  const lab = { copies: 0, restarts: 0 };
  const options = {
    library: {
      clips: () => new Array(clips),
      copiedAtMs: async () => copiedAtMs,
      copyDatabase: async () => {
        if (fails) throw fails;
        lab.copies += 1;
      },
    },
    clock: { monotonicMs: () => 0, wallMs: () => NOW_MS },
    log: silentLog,
    startAgain: () => {
      lab.restarts += 1;
    },
  };
  return { lab, options };
}

t.test('a copy is made where the newest is a day old, or there is none, or it is from the future', async (t) => {
  for (const [copiedAtMs, isDue] of [
    [undefined, true],
    [NOW_MS - DAY_MS, true],
    [NOW_MS - DAY_MS + 1, false],
    [NOW_MS + DAY_MS - 1, false],
    // The clock was years ahead, and has been put right.
    [NOW_MS + 1000 * DAY_MS, true],
  ] as const) {
    const { lab, options } = labOf(copiedAtMs === undefined ? {} : { copiedAtMs });
    t.equal(await copyIfDue(options), isDue, `${copiedAtMs}`);
    t.equal(lab.copies, isDue ? 1 : 0);
  }
});

t.test('an empty library needs none', async (t) => {
  const { lab, options } = labOf({ clips: 0 });
  t.equal(await copyIfDue(options), false);
  t.equal(lab.copies, 0);
});

t.test(
  'a copy that fails waits for the next look; of a damaged database there is a new run, which mends it',
  async (t) => {
    const full = labOf({ fails: new FramedError('library-disk-full', 'The disk is full.') });
    t.equal(await copyIfDue(full.options), false);
    t.equal(full.lab.restarts, 0);
    const damaged = labOf({ fails: new FramedError('library-damaged', 'The database is damaged.') });
    t.equal(await copyIfDue(damaged.options), false);
    t.equal(damaged.lab.restarts, 1);
  },
);
