import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { PLAN_A, publishClip, sha256 } from '../library/staged-clips.js';
import { BackupLab, partsOf } from './backup-lab.js';

t.test('a backup with originals brings everything back on another machine', async (t) => {
  const first = await BackupLab.open(t, t.testdir());
  const { clip: beach } = await publishClip(first.library, { content: 'beach', name: 'beach.mp4' });
  const { clip: birds } = await publishClip(first.library, { content: 'birds', name: 'birds.mp4' });
  first.library.change(birds.id, { name: 'Birds', look: { fit: 'contain' } });
  const playlist = first.library.playlists.create({
    name: 'Evening',
    entries: [{ clipId: birds.id, loops: 2 }, { clipId: beach.id }],
  });
  first.library.memory.set('playback', { paused: true });
  writeFileSync(first.configPath, 'name: kitchen\npanel: { name: mine }\n');
  mkdirSync(join(dirname(first.configPath), 'panels'));
  writeFileSync(join(dirname(first.configPath), 'panels', 'mine.yaml'), 'title: Mine\n');
  const backup = await first.backup({ originals: true });
  t.same(
    [...(await partsOf(backup)).keys()].sort(),
    [
      'config.yaml',
      'library.db',
      'manifest.json',
      ...[beach, birds].map(({ id }) => `originals/${id}.bin`).sort(),
      'panels/mine.yaml',
    ].sort(),
    'frames are not in it',
  );

  const second = await BackupLab.open(t, join(t.testdirName, 'second'));
  await publishClip(second.library, { content: 'other', name: 'other.mp4' });
  const report = await second.restore(backup);
  t.match(report, { clips: 2, playlists: 1, missing: [], config: true, replaced: join(second.root, 'replaced') });
  t.same(
    second.names(),
    ['beach', 'Birds'].map((name, at) => (at === 0 ? first.names()[0] : name)),
  );
  t.match(second.library.clip(birds.id), { name: 'Birds', look: { fit: 'contain' }, originalBytes: 5 });
  t.same(second.library.playlists.list(), [playlist]);
  t.equal(readFileSync(second.library.originalPath(birds.id) ?? '', 'utf8'), 'birds');
  t.equal(readFileSync(second.configPath, 'utf8'), 'name: kitchen\npanel: { name: mine }\n');
  t.equal(readFileSync(join(dirname(second.configPath), 'panels', 'mine.yaml'), 'utf8'), 'title: Mine\n');
  t.same(second.library.report.findings, [], 'and there was nothing to mend');
});

t.test(
  'without originals, clips whose files are here keep them, with their frames; the others are listed',
  async (t) => {
    const lab = await BackupLab.open(t, t.testdir());
    const { clip: kept } = await publishClip(lab.library, { content: 'kept' });
    const { clip: gone } = await publishClip(lab.library, { content: 'gone', name: 'gone.mp4' });
    lab.library.playlists.create({ name: 'Both', entries: [{ clipId: gone.id }, { clipId: kept.id }] });
    const backup = await lab.backup();
    t.notMatch([...(await partsOf(backup)).keys()].join(' '), /originals/);
    lab.library.change(kept.id, { name: 'renamed since' });
    await lab.library.remove(gone.id);
    const { clip: newer } = await publishClip(lab.library, { content: 'newer' });

    const report = await lab.restore(backup);
    t.match(report, { clips: 1, missing: [{ id: gone.id, name: gone.name }], config: false });
    t.same(
      lab.library.clips().map(({ id, name }) => ({ id, name })),
      [{ id: kept.id, name: kept.name }],
    );
    t.match(lab.library.playlists.list(), [{ name: 'Both', entries: [{ clipId: kept.id }] }]);
    t.ok(lab.library.renditionPath(kept.id, PLAN_A), 'its frames need not be made again');
    t.ok(lab.library.posterPath(kept.id));
    t.same(await violationsIn(lab), []);

    await lab.backups.undo();
    await lab.startAgain();
    t.same(
      lab.library.clips().map(({ id }) => id),
      [kept.id, newer.id],
      'the library before comes back',
    );
    t.same(await violationsIn(lab), []);
    await lab.backups.undo();
    await lab.startAgain();
    t.same(
      lab.library.clips().map(({ id }) => id),
      [kept.id],
      'and an undo can be undone',
    );

    await lab.backups.forget();
    t.notOk(readdirSync(lab.root).includes('replaced'));
    await t.rejects(lab.backups.undo(), { code: 'nothing-to-undo' });
  },
);

t.test('the configuration is left alone where that is asked, and comes back with an undo', async (t) => {
  const lab = await BackupLab.open(t, t.testdir());
  writeFileSync(lab.configPath, 'name: then\n');
  const backup = await lab.backup();
  writeFileSync(lab.configPath, 'name: now\n');
  t.match(await lab.restore(backup, { config: false }), { config: false });
  t.equal(readFileSync(lab.configPath, 'utf8'), 'name: now\n');
  chmodSync(lab.configPath, 0o640);
  t.match(await lab.restore(backup), { config: true });
  t.equal(readFileSync(lab.configPath, 'utf8'), 'name: then\n');
  t.equal(statSync(lab.configPath).mode & 0o777, 0o640, 'and who may read it stays as it was');
  await lab.backups.undo();
  await lab.startAgain();
  t.equal(readFileSync(lab.configPath, 'utf8'), 'name: now\n');
});

t.test('a backup is of one moment, though clips come and go while it is written', async (t) => {
  const lab = await BackupLab.open(t, t.testdir());
  const { clip } = await publishClip(lab.library, { content: 'x'.repeat(300_000) });
  const { stream } = await lab.backups.create({ originals: true });
  await lab.library.remove(clip.id);
  await publishClip(lab.library, { content: 'late' });
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  const parts = await partsOf(Buffer.concat(pieces));
  t.equal(sha256(parts.get(`originals/${clip.id}.bin`) ?? ''), sha256('x'.repeat(300_000)));
  t.equal(parts.size, 3);
  await lab.restore(Buffer.concat(pieces));
  t.same(
    lab.library.clips().map(({ id }) => id),
    [clip.id],
  );
});

t.test('what a backup worked with is cleared away, also where nobody reads it to its end', async (t) => {
  const lab = await BackupLab.open(t, t.testdir());
  await publishClip(lab.library);
  await lab.backup({ originals: true });
  const { stream } = await lab.backups.create({ originals: true });
  stream.destroy();
  await new Promise((resolve) => stream.once('close', resolve));
  await lab.tidied();
  t.pass('staging is empty');
});

/** Of the library proper: what was replaced is no part of it. */
async function violationsIn(lab: BackupLab): Promise<string[]> {
  const violations = await findViolations(lab.root, lab.library, [PLAN_A]);
  t.ok((await filesOnDisk(lab.root)).length > 0);
  return violations.filter((violation) => !violation.startsWith('replaced/'));
}
