import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { readConfigFile } from '../../../daemon/config/config-file.js';
import { replaceFile } from '../../../daemon/config/replace-file.js';
import { saveConfig } from '../../../daemon/config/save.js';

t.test('what was changed meanwhile is left alone', async (t) => {
  const path = join(t.testdir({ 'c.yaml': 'name: x\n' }), 'c.yaml');
  const { revision } = (await readConfigFile(path)) ?? {};
  await writeFile(path, 'name: y\n');
  await t.rejects(saveConfig({ path, revision, changes: { name: 'z' } }), { code: 'config-revision' });
  await t.rejects(saveConfig({ path, revision: 'none', changes: { name: 'z' } }), { code: 'config-revision' });
  t.equal(await readFile(path, 'utf8'), 'name: y\n');
});

t.test('the revision that is returned is the one for the next change', async (t) => {
  const path = join(t.testdir(), 'c.yaml');
  const first = await saveConfig({ path, revision: 'none', changes: { name: 'a' } });
  const second = await saveConfig({ path, revision: first.revision, changes: { 'http.port': 80 } });
  t.equal((await readConfigFile(path))?.revision, second.revision);
});

t.test('mode stays, a link is followed, and nothing is left beside the file', async (t) => {
  const folder = t.testdir({ real: { 'c.yaml': 'name: x\n' } });
  const [real, link] = [join(folder, 'real', 'c.yaml'), join(folder, 'link.yaml')];
  await chmod(real, 0o640);
  await symlink(real, link);
  await saveConfig({ path: link, changes: { name: 'y' } });
  t.ok((await lstat(link)).isSymbolicLink());
  t.equal(await readFile(real, 'utf8'), 'name: y\n');
  t.equal((await stat(real)).mode & 0o777, 0o640);
  t.same(await readdir(join(folder, 'real')), ['c.yaml']);
});

t.test('an edit that comes between reading and writing wins', async (t) => {
  const path = join(t.testdir({ 'c.yaml': 'old\n' }), 'c.yaml');
  const beforeRename = () => writeFile(path, 'an edit\n').then(() => Promise.reject(new Error('changed')));
  await t.rejects(replaceFile(path, 'new\n', { beforeRename }), { message: 'changed' });
  t.equal(await readFile(path, 'utf8'), 'an edit\n');
  t.same(await readdir(join(path, '..')), ['c.yaml']);
});

t.test('where it cannot be written, that is said, and how it could', async (t) => {
  const path = join(t.testdir({ file: '' }), 'file', 'c.yaml');
  await t.rejects(saveConfig({ path, changes: { name: 'x' } }), {
    code: 'config-not-writable',
    message: /c\.yaml cannot be written/,
  });
  await t.rejects(saveConfig({ path: '/proc/framed.yaml', changes: { name: 'x' } }), { code: 'config-not-writable' });
});

t.test('a file that cannot be a configuration is told apart', async (t) => {
  const folder = t.testdir({ 'large.yaml': '#'.repeat(100_001) });
  await writeFile(join(folder, 'latin.yaml'), Buffer.from('# framed\nname: K\xfcche\n', 'latin1'));
  await mkdir(join(folder, 'folder.yaml'));
  await t.rejects(readConfigFile(join(folder, 'large.yaml')), { code: 'config-too-large' });
  await t.rejects(readConfigFile('/dev/zero'), { code: 'config-too-large' });
  await t.rejects(readConfigFile(join(folder, 'latin.yaml')), {
    code: 'config-not-utf8',
    message: /latin\.yaml:2:1: /,
  });
  await t.rejects(readConfigFile(join(folder, 'folder.yaml')), {
    code: 'config-unreadable',
    message: /it is a folder/,
  });
  t.equal(await readConfigFile(join(folder, 'none.yaml')), undefined);
});
