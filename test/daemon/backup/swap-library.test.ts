import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { LibrarySwap } from '../../../daemon/backup/swap-library.js';
import { silentLog } from '../../../daemon/log.js';
import { FaultyFiles } from '../library/faulty-files.js';

/** A library that took another one's place before, and one that is to take its own. */
function prepare(t: Test) {
  const root = t.testdir({ replaced: { 'library.db': 'the one before' }, work: { next: { 'library.db': 'next' } } });
  const files = new FaultyFiles();
  const swap = new LibrarySwap(root, silentLog, files);
  const decide = () => swap.decide(join(root, 'work/next'), join(root, 'work/waste'));
  return { root, files, swap, decide };
}

t.test('a decision that the disk does not vouch for is none, and nothing is lost by it', async (t) => {
  const { root, files, swap, decide } = prepare(t);
  for (let failAt = 1; ; failAt++) {
    files.arm(failAt, false);
    const refused = await decide().then(
      () => undefined,
      (error) => error,
    );
    if (!files.fired) break;
    files.disarm();
    t.match(refused, { code: 'ENOSPC' }, `call ${failAt}`);
    t.equal(await swap.isDecided(), false);
    t.ok(existsSync(join(root, 'replaced/library.db')), 'there is still something to undo');
    t.ok(existsSync(join(root, 'work/next/library.db')));
  }
  t.equal(await swap.isDecided(), true);
});

t.test('one that cannot be taken back stands, and is on the disk when that is well again', async (t) => {
  const { root, files, swap, decide } = prepare(t);
  // The old is put aside, the new gets its name, and that is the last that the disk does.
  files.arm(3, true);
  await t.rejects(decide(), { code: 'restore-interrupted', message: /by itself/ });
  t.equal(await swap.isDecided(), true);
  t.equal(await swap.confirm(), false);
  files.disarm();
  t.equal(await swap.confirm(), true);
  t.equal(await swap.finish(), true);
  t.equal(readFileSync(join(root, 'library.db'), 'utf8'), 'next');
});

t.test('the way back is decided in the same way', async (t) => {
  const { root, files, swap } = prepare(t);
  files.arm(2, false);
  await t.rejects(swap.decideUndo(), { code: 'ENOSPC' });
  files.disarm();
  t.equal(await swap.isDecided(), false);
  t.equal(await swap.decideUndo(), true);
  mkdirSync(join(root, 'originals'));
  writeFileSync(join(root, 'library.db'), 'this one');
  t.equal(await swap.finish(), true);
});
