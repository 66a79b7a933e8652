import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { isMediaName } from '../../../daemon/watch-folder/media-name.js';
import { scanFolder } from '../../../daemon/watch-folder/scan.js';

t.test('media files are found at any depth, by path, with their size and time', async (t) => {
  const root = t.testdir({ 'b.MP4': 'film', sub: { deeper: { 'a.gif': 'pictures' } }, 'notes.txt': 'words' });
  const { files, cutShort } = await scanFolder(root);
  t.same(
    files.map(({ path, bytes }) => [path, bytes]),
    [
      [join(root, 'b.MP4'), 4],
      [join(root, 'sub/deeper/a.gif'), 8],
    ],
  );
  t.ok(files.every(({ modifiedMs }) => Number.isInteger(modifiedMs) && modifiedMs > 0));
  t.notOk(cutShort);
});

t.test('what is hidden, unfinished or a bin of another system is no clip', async (t) => {
  const root = t.testdir({
    '.clip.mp4': '',
    '.Trash-1000': { 'a.mp4': '' },
    '$RECYCLE.BIN': { 'b.mp4': '' },
    'System Volume Information': { 'c.mp4': '' },
    'd.mp4.part': '',
    'e.mp4~': '',
    'f.crdownload': '',
  });
  t.same((await scanFolder(root)).files, []);
  t.notOk(isMediaName('._holiday.mov'), "macOS's second file");
});

t.test('links are not followed', async (t) => {
  const root = t.testdir({ inside: {}, outside: { 'secret.mp4': 'x' } });
  const watched = join(root, 'inside');
  await symlink(join(root, 'outside/secret.mp4'), join(watched, 'link.mp4'));
  await symlink(join(root, 'outside'), join(watched, 'folder'));
  t.same((await scanFolder(watched)).files, []);
});

t.test('a folder that holds too much is looked into as far as the limits go, and says so', async (t) => {
  const root = t.testdir();
  for (let i = 0; i < 20; i++) await writeFile(join(root, `${i}.gif`), 'x');
  const few = await scanFolder(root, { maxDepth: 8, maxNames: 10 });
  t.equal(few.files.length, 10);
  t.ok(few.cutShort);
  await mkdir(join(root, '1/2/3'), { recursive: true });
  t.ok((await scanFolder(root, { maxDepth: 2, maxNames: 100 })).cutShort);
});

t.test('a folder that is not there is an error, and one that is left out is not entered', async (t) => {
  const root = t.testdir({ own: { 'a.mp4': 'x' } });
  await t.rejects(scanFolder(join(root, 'missing')), { code: 'ENOENT' });
  t.same((await scanFolder(root, undefined, (path) => path === join(root, 'own'))).files, []);
});
