import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { linkOrCopy } from '../../../daemon/library/link-or-copy.js';

const withoutLinks = async () => {
  throw Object.assign(new Error('operation not permitted'), { code: 'EPERM' });
};

t.test('a file gets a second name, which costs no room', async (t) => {
  const folder = t.testdir({ film: 'a film' });
  t.ok(await linkOrCopy(join(folder, 'film'), join(folder, 'second')));
  t.equal((await stat(join(folder, 'film'))).ino, (await stat(join(folder, 'second'))).ino);
});

t.test('where there are no hard links it is copied', async (t) => {
  const folder = t.testdir({ film: 'a film' });
  t.ok(await linkOrCopy(join(folder, 'film'), join(folder, 'second'), withoutLinks));
  t.equal(await readFile(join(folder, 'second'), 'utf8'), 'a film');
});

t.test('a file that is not there is said to be missing, and what cannot be copied is an error', async (t) => {
  const folder = t.testdir({ film: 'a film', taken: 'another' });
  t.notOk(await linkOrCopy(join(folder, 'missing'), join(folder, 'second')));
  t.notOk(await linkOrCopy(join(folder, 'missing'), join(folder, 'second'), withoutLinks));
  await t.rejects(linkOrCopy(join(folder, 'film'), join(folder, 'taken')), { code: 'EEXIST' });
});
