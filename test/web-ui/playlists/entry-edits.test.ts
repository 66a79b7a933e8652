import t from 'tap';
import { importPageModule } from '../page-module.js';

const { addClips, insertEntry, keyedEntries, moveEntry, removeEntry, rename, setLength } =
  await importPageModule<typeof import('../../../web-ui/src/playlists/entry-edits.js')>('playlists/entry-edits.ts');

const playlist = (clips: string) => ({ name: 'Evening', entries: [...clips].map((clipId) => ({ clipId })) });
const clipsOf = (changed: { entries: { clipId: string }[] } | undefined) =>
  changed?.entries.map(({ clipId }) => clipId).join('');

t.test('entries of the same clip are told apart by what stands before them', (t) => {
  t.same(
    keyedEntries(playlist('aba').entries).map(({ key }) => key),
    ['a-0', 'b-0', 'a-1'],
  );
  t.equal(clipsOf(removeEntry('a-1')(playlist('abac'))), 'abc');
  t.end();
});

t.test('an entry is moved in front of another, or to the end', (t) => {
  t.equal(clipsOf(moveEntry('c-0', 'a-0')(playlist('abc'))), 'cab');
  t.equal(clipsOf(moveEntry('a-0', 'c-0')(playlist('abc'))), 'bac');
  t.equal(clipsOf(moveEntry('a-0', undefined)(playlist('abc'))), 'bca');
  t.end();
});

t.test('a change is made on what somebody else has made of the playlist meanwhile', (t) => {
  t.equal(clipsOf(moveEntry('c-0', 'a-0')(playlist('xabyc'))), 'xcaby', 'they added some');
  t.equal(clipsOf(addClips(['d'])(playlist('b'))), 'bd', 'they removed some');
  const renamed = rename('Night')({ name: 'Theirs', entries: playlist('ab').entries });
  t.same(renamed, { name: 'Night', entries: playlist('ab').entries });
  t.end();
});

t.test('what is gone cannot be changed', (t) => {
  t.equal(removeEntry('a-1')(playlist('ab')), undefined);
  t.equal(moveEntry('a-0', 'c-0')(playlist('ab')), undefined);
  t.equal(setLength('c-0', { loops: 2 })(playlist('ab')), undefined);
  t.end();
});

t.test('what was removed comes back to its place, or to the end where that is gone', (t) => {
  t.equal(clipsOf(insertEntry({ clipId: 'b' }, 'c-0')(playlist('ac'))), 'abc');
  t.equal(clipsOf(insertEntry({ clipId: 'b' }, 'c-0')(playlist('a'))), 'ab');
  t.end();
});

t.test('one way of saying how long takes the place of the other', (t) => {
  const timed = { name: 'x', entries: [{ clipId: 'a', durationMs: 500 }] };
  t.same(setLength('a-0', { loops: 3 })(timed)?.entries, [{ clipId: 'a', loops: 3 }]);
  t.same(setLength('a-0', {})(timed)?.entries, [{ clipId: 'a' }]);
  t.end();
});
