import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import t from 'tap';
import { chosenFiles } from '../../../daemon/cli/chosen-files.js';

t.test('files, folders and patterns become files, each once', async (t) => {
  const folder = t.testdir({
    'a.mp4': 'x',
    'notes.txt': 'x',
    'empty.gif': '',
    trip: {
      'b10.jpg': 'xx',
      'b9.JPG': 'x',
      '.hidden.jpg': 'x',
      'readme.md': 'x',
      '.trash': { 'c.mp4': 'x' },
      deeper: { 'd.gif': 'x' },
    },
    papers: { 'readme.md': 'x' },
  });
  symlinkSync(folder, join(folder, 'trip', 'round.mp4'));
  const chosen = (...words: string[]) =>
    chosenFiles(words.map((word) => join(folder, word))).map(({ path }) => relative(folder, path));

  t.same(chosen('a.mp4', 'notes.txt'), ['a.mp4', 'notes.txt'], 'a file that is named is sent, whatever it is');
  t.same(chosen('trip'), ['trip/b9.JPG', 'trip/b10.jpg', 'trip/deeper/d.gif']);
  t.same(chosen('trip', 'trip/b9.JPG'), ['trip/b9.JPG', 'trip/b10.jpg', 'trip/deeper/d.gif']);
  t.same(chosen('trip/b*'), ['trip/b9.JPG', 'trip/b10.jpg']);
  t.same(chosen('trip/b?.JPG'), ['trip/b9.JPG']);
  t.throws(() => chosen('b.mp4'), { code: 'file-missing', message: /There is no file ".*b\.mp4"/ });
  t.throws(() => chosen('*.mkv'), { code: 'folder-empty' });
  t.throws(() => chosen('nowhere/*.mkv'), { code: 'folder-empty' });
  t.throws(() => chosen('papers'), { code: 'folder-empty' });
  t.throws(() => chosen('empty.gif'), { code: 'file-empty' });
});
