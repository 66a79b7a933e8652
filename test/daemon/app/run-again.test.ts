import { join } from 'node:path';
import t from 'tap';
import { runAgain, StartError } from '../../../daemon/app/run-again.js';
import { silentLog } from '../../../daemon/log.js';
import { BackupLab, piecesOf } from '../backup/backup-lab.js';
import { framed } from '../cli/framed.js';
import { publishClip } from '../library/staged-clips.js';

/** A library with one clip, "new", and another one with "old" decided to take its place. */
async function decideRestore(t: Parameters<typeof BackupLab.open>[0]): Promise<BackupLab> {
  const lab = await BackupLab.open(t, t.testdir());
  const { clip } = await publishClip(lab.library, { content: 'old', name: 'old' });
  const backup = await lab.backup({ originals: true });
  await lab.library.remove(clip.id);
  await publishClip(lab.library, { content: 'new', name: 'new' });
  await lab.backups.restore(piecesOf(backup), { config: false });
  await lab.library.close();
  return lab;
}

/** What a run finds. */
async function look(lab: BackupLab): Promise<string[]> {
  await lab.startAgain();
  const names = lab.names();
  await lab.library.close();
  return names;
}

t.test(
  'what was decided is done before the next run, and runs follow each other as long as they ask for it',
  async (t) => {
    const lab = await decideRestore(t);
    const found: string[][] = [];
    const run = async () => {
      found.push(await look(lab));
      return found.length < 3 ? ('again' as const) : ('end' as const);
    };
    await runAgain({ dataFolder: lab.root, log: silentLog, run });
    t.same(found, [['old'], ['old'], ['old']]);
  },
);

t.test('a run that does not come up with the library of a backup gets the one before', async (t) => {
  const lab = await decideRestore(t);
  const found: string[][] = [];
  const run = async () => {
    found.push(await look(lab));
    if (found.length === 1) throw new StartError('no', { cause: new Error('no such panel') });
    return 'end' as const;
  };
  await runAgain({ dataFolder: lab.root, log: silentLog, run });
  t.same(found, [['old'], ['new']]);
});

t.test('where it is the storage that fails, the library of a backup stays', async (t) => {
  const lab = await decideRestore(t);
  const cause = Object.assign(new Error('EIO: i/o error, mkdir'), { code: 'EIO' });
  const run = async () => {
    throw new StartError('no', { cause });
  };
  await t.rejects(runAgain({ dataFolder: lab.root, log: silentLog, run }), cause);
  t.same(await look(lab), ['old']);
});

t.test('a run that does not come up otherwise is an error, with its own words', async (t) => {
  const lab = await BackupLab.open(t, t.testdir());
  await lab.library.close();
  const run = async () => {
    throw new StartError('no', { cause: new Error('the port is taken') });
  };
  await t.rejects(runAgain({ dataFolder: lab.root, log: silentLog, run }), { message: 'the port is taken' });
});

t.test('without a daemon, the library before is put back by its folder', async (t) => {
  const lab = await decideRestore(t);
  t.same(await look(lab), ['old']);
  t.match(await framed('restore', '--undo', '--data', lab.root), { code: 0, out: 'The library before is back.\n' });
  t.same(await look(lab), ['new']);
  t.match(await framed('restore', '--undo', '--data', join(lab.root, 'nowhere')), {
    code: 1,
    err: /nothing|no library/i,
  });
  t.match(await framed('restore'), { code: 2, err: /Give one of: a FILE, --undo, --forget/ });
});
