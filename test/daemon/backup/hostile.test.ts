import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import t from 'tap';
import { filesOnDisk } from '../library/files-on-disk.js';
import { publishClip } from '../library/staged-clips.js';
import { BackupLab, partsOf, piecesOf, rebuilt, tarOf } from './backup-lab.js';

async function startLab(t: Parameters<typeof BackupLab.open>[0], options: Parameters<typeof BackupLab.open>[2] = {}) {
  const lab = await BackupLab.open(t, t.testdir(), options);
  const { clip } = await publishClip(lab.library, { content: 'precious' });
  writeFileSync(lab.configPath, 'name: kitchen\n');
  const backup = await lab.backup({ originals: true });
  const parts = await partsOf(backup);
  const before = await filesOnDisk(lab.root);
  /** Restores it, which must fail, and leave everything as it was. */
  const refuse = async (bytes: Buffer, expected: { code: string }, why: string) => {
    await t.rejects(lab.backups.restore(piecesOf(bytes), { config: true }), expected, why);
    t.same(await filesOnDisk(lab.root), before, 'nothing has changed, and nothing lies about');
  };
  /** The backup with its database changed by SQL. */
  const withSql = (...statements: string[]) => {
    const path = join(lab.root, '..', 'changed.db');
    writeFileSync(path, parts.get('library.db') ?? '');
    const database = new Database(path);
    for (const statement of statements) database.exec(statement);
    database.pragma('journal_mode = DELETE');
    database.close();
    return rebuilt(parts, { 'library.db': readFileSync(path) });
  };
  return { lab, clip, backup, parts, refuse, withSql };
}

const EMPTY = Buffer.from('x');

t.test('names that no backup has are refused', async (t) => {
  const { refuse, parts } = await startLab(t);
  for (const name of [
    '../../etc/passwd',
    '/etc/passwd',
    'originals/../../x',
    'originals/a',
    'panels/../x.yaml',
    'library.db-wal',
    '',
  ])
    await refuse(tarOf([[name, EMPTY], ...parts]), { code: 'backup-malformed' }, JSON.stringify(name));
  const link = tarOf([['config.yaml', Buffer.of()]]);
  link[156] = '2'.charCodeAt(0);
  await refuse(link, { code: 'backup-malformed' }, 'a link, whose checksum is wrong besides');
});

t.test('what is too long, twice there, missing, beside the manifest or another than it says is refused', async (t) => {
  const { refuse, parts, backup, clip } = await startLab(t);
  const manifest = parts.get('manifest.json') ?? EMPTY;
  const without = (name: string) => tarOf([...parts].filter(([one]) => one !== name));
  const original = `originals/${clip.id}.bin`;
  await refuse(
    tarOf([['config.yaml', Buffer.alloc(2_000_000)], ...parts]),
    { code: 'backup-malformed' },
    'a long part',
  );
  await refuse(tarOf([['library.db', EMPTY], ...parts]), { code: 'backup-malformed' }, 'a part that comes twice');
  await refuse(without('manifest.json'), { code: 'backup-incomplete' }, 'no manifest');
  await refuse(without(original), { code: 'backup-incomplete' }, 'a part that is missing');
  await refuse(
    tarOf([[`originals/${'0'.repeat(32)}.bin`, EMPTY], ...parts]),
    { code: 'backup-malformed' },
    'a part beside',
  );
  await refuse(
    tarOf(new Map([...parts, [original, Buffer.from('precisou')]])),
    { code: 'backup-damaged' },
    'another content',
  );
  await refuse(
    rebuilt(parts, { [original]: EMPTY }),
    { code: 'backup-damaged' },
    'an original that is not as long as its row says',
  );
  const newer = Buffer.from(manifest.toString().replace('"format": 1', '"format": 2'));
  await refuse(tarOf(new Map([...parts, ['manifest.json', newer]])), { code: 'backup-newer' }, 'a newer format');
  await refuse(
    tarOf(new Map([...parts, ['manifest.json', EMPTY]])),
    { code: 'backup-malformed' },
    'a manifest that is none',
  );
  await refuse(
    rebuilt(parts, { 'config.yaml': Buffer.from('nmae: x\n') }),
    { code: 'backup-config-invalid' },
    'a wrong configuration',
  );
  await refuse(Buffer.from('just a text'), { code: 'backup-incomplete' }, 'a short file');
  await refuse(Buffer.alloc(2000, 'no tar '), { code: 'backup-malformed' }, 'no tar');
  await refuse(backup.subarray(0, backup.length / 2), { code: 'backup-incomplete' }, 'half of it');
});

t.test('a backup that is cut or changed anywhere is refused, or is still the same', async (t) => {
  const { lab, parts, backup } = await startLab(t);
  const before = await filesOnDisk(lab.root);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(backup.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      async (at, flip, cut) => {
        const bytes = Buffer.from(cut ? backup.subarray(0, at) : backup);
        if (!cut) bytes[at] = (bytes[at] ?? 0) ^ flip;
        const read = await partsOf(bytes).catch(() => undefined);
        const isSame = read !== undefined && [...parts].every(([name, body]) => read.get(name)?.equals(body) === true);
        if (isSame) return;
        await t.rejects(lab.backups.restore(piecesOf(bytes), { config: true }));
      },
    ),
    { numRuns: 40 },
  );
  t.same(await filesOnDisk(lab.root), before);
});

t.test('a database that is newer, foreign, damaged or means harm is refused', async (t) => {
  const { refuse, withSql, parts, clip } = await startLab(t);
  await refuse(withSql('PRAGMA user_version = 9999'), { code: 'library-newer' }, 'a newer one');
  await refuse(withSql('PRAGMA application_id = 1'), { code: 'library-foreign' }, 'of another program');
  await refuse(
    withSql('CREATE TRIGGER t AFTER INSERT ON clips BEGIN DELETE FROM clips; END'),
    { code: 'library-foreign' },
    'a trigger',
  );
  await refuse(withSql('CREATE VIEW v AS SELECT 1'), { code: 'library-foreign' }, 'a view');
  await refuse(
    withSql("UPDATE clips SET original_extension = '/../../x'"),
    { code: 'library-damaged' },
    'an ending that is a path',
  );
  await refuse(
    withSql(`UPDATE clips SET sha256 = '${'0'.repeat(64)}'`),
    { code: 'library-damaged' },
    'an id of another content',
  );
  await refuse(withSql("UPDATE clips SET record = 'no json'"), { code: 'library-damaged' }, 'notes that are no JSON');
  await refuse(
    withSql(`INSERT INTO playlists (id, name) VALUES ('../x', 'x')`),
    { code: 'library-damaged' },
    'an id that is none',
  );
  await refuse(rebuilt(parts, { 'library.db': Buffer.alloc(100_000, 7) }), { code: 'library-damaged' }, 'no database');
  t.ok(clip);
});

t.test('a backup for which there is no room is refused before it is written', async (t) => {
  const { refuse, backup } = await startLab(t, { roomBytes: () => 1000 });
  await refuse(backup, { code: 'disk-reserve' }, 'no room');
});

t.test('only one is restored at a time, and none after one that was decided', async (t) => {
  const { lab, backup } = await startLab(t);
  const first = lab.backups.restore(piecesOf(backup), { config: true });
  await t.rejects(lab.backups.restore(piecesOf(backup), { config: true }), { code: 'restore-busy' });
  await first;
  await t.rejects(lab.backups.undo(), { code: 'restore-busy' });
});

t.test('tar itself reads a backup', async (t) => {
  const { backup, parts } = await startLab(t);
  const folder = t.testdir({ out: {} });
  writeFileSync(join(folder, 'backup.tar'), backup);
  execFileSync('tar', ['-xf', 'backup.tar', '-C', 'out'], { cwd: folder });
  t.same(readdirSync(join(folder, 'out')).sort(), ['config.yaml', 'library.db', 'manifest.json', 'originals']);
  t.equal(
    execFileSync('tar', ['-tf', 'backup.tar'], { cwd: folder, encoding: 'utf8' }).trim().split('\n').length,
    parts.size,
  );
});
