import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { readConfigFile } from '../../../daemon/config/config-file.js';
import { parseConfig } from '../../../daemon/config/load.js';
import { migrateFile } from '../../../daemon/config/migrate-file.js';
import { CONFIG_VERSION, type Migration, migrateText } from '../../../daemon/config/migrations.js';
import { editYaml, renameKey } from '../../../daemon/config/yaml-edit.js';

/** Two changes as they may come: a key that gets another name, and one whose value is in another unit from then on. */
const migrations: readonly Migration[] = [
  (text) => renameKey(text, 'http.names', 'hosts'),
  (text) =>
    text.includes('still_ms: 5000')
      ? editYaml(renameKey(text, 'still_ms', 'still_seconds'), { still_seconds: 5 })
      : text,
];

const OLD = '# mine\nhttp:\n  # at home\n  names: [frame.lan]   # all\nstill_ms: 5000 # long\n';
const NEW = '# mine\nhttp:\n  # at home\n  hosts: [frame.lan]   # all\nstill_seconds: 5 # long\nversion: 3\n';

t.test('a file without a version is of the first, and goes through every step, with its comments', (t) => {
  t.same(migrateText(OLD, migrations), { text: NEW, from: 1 });
  t.end();
});

t.test('a file begins where its version is', (t) => {
  t.same(migrateText('version: 2 # two\nstill_ms: 5000\n', migrations), {
    text: 'version: 3 # two\nstill_seconds: 5\n',
    from: 2,
  });
  t.end();
});

t.test('what is of this version, of a later one, or no YAML is left alone', (t) => {
  for (const text of [NEW, 'version: 4\n', 'version: [\n', 'version: x\n', '', '# nothing\n']) {
    t.equal(migrateText(text, migrations).text, text);
  }
  t.end();
});

t.test('a text that nests beyond all measure is left alone, and not read', (t) => {
  const text = '['.repeat(90_000);
  t.equal(migrateText(text, migrations).text, text);
  t.end();
});

t.test('a file is brought up to date with a copy of it beside it, and the second time nothing happens', async (t) => {
  const folder = t.testdir({ 'c.yaml': OLD });
  const path = join(folder, 'c.yaml');
  const file = await readConfigFile(path);
  if (file === undefined) throw new Error('the file is there');
  const { file: migrated, backup } = await migrateFile(file, migrations);
  t.equal(backup, `${path}.version-1`);
  t.equal(await readFile(path, 'utf8'), NEW);
  t.equal(await readFile(`${path}.version-1`, 'utf8'), OLD);
  t.same(await readConfigFile(path), migrated);
  t.same(await migrateFile(migrated, migrations), { file: migrated });
  t.same((await readdir(folder)).sort(), ['c.yaml', 'c.yaml.version-1']);
});

t.test('a copy that somebody has kept is never written over', async (t) => {
  const folder = t.testdir({ 'c.yaml': OLD, 'c.yaml.version-1': 'precious\n' });
  const file = await readConfigFile(join(folder, 'c.yaml'));
  if (file === undefined) throw new Error('the file is there');
  t.equal((await migrateFile(file, migrations)).backup, join(folder, 'c.yaml.version-1-2'));
  t.equal(await readFile(join(folder, 'c.yaml.version-1'), 'utf8'), 'precious\n');
  // The same file once more, as from a backup of somebody's own.
  await writeFile(file.path, OLD);
  t.equal((await migrateFile(file, migrations)).backup, join(folder, 'c.yaml.version-1-2'));
});

t.test('a version that this framed does not know is refused in words', (t) => {
  const said = new RegExp(
    `c\\.yaml:1:10: version is 99: it was written for a later framed: .* up to ${CONFIG_VERSION};`,
  );
  t.throws(() => parseConfig('version: 99\n', 'c.yaml'), { code: 'config-invalid', message: said });
  t.throws(() => parseConfig('version: one\n', 'c.yaml'), { code: 'config-invalid' });
  t.equal(parseConfig(`version: ${CONFIG_VERSION}\n`, 'c.yaml').version, CONFIG_VERSION);
  t.end();
});
