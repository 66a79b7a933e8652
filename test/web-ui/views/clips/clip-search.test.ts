import t from 'tap';
import type { Clip } from '../../../../daemon/protocol/clip.js';
import { importPageModule } from '../../page-module.js';

const { searchClips, tagsOf } =
  await importPageModule<typeof import('../../../../web-ui/src/views/clips/clip-search.js')>(
    'views/clips/clip-search.ts',
  );

let number = 0;
const clip = (name: string, more: Partial<Clip> = {}): Clip => {
  number += 1;
  const facts = { kind: 'video' as const, frames: 1, durationMs: 1000, originalBytes: 10, renditionBytes: 10 };
  return { id: String(number), name, addedAtMs: number, ...facts, ...more };
};
const SEA = clip('Sea 10', { tags: ['Summer', 'blue'], durationMs: 9000 });
const TUB = clip('Tübingen', { kind: 'still', tags: ['summer'] });
const SEA2 = clip('Sea 2', { kind: 'animation', originalBytes: 99 });
const ALL = [SEA, TUB, SEA2];
const names = (query: Partial<Parameters<typeof searchClips>[1]>) =>
  searchClips(ALL, { text: '', order: 'newest', ...query }).map(({ name }) => name);

t.test('every word is looked for, without capitals and accents, in names and at the beginning of tags', (t) => {
  t.same(names({ text: ' tubing ' }), ['Tübingen']);
  t.same(names({ text: 'SEA sum' }), ['Sea 10']);
  t.same(names({ text: 'lue' }), [], 'a tag is not cut up');
  t.same(names({ kind: 'animation' }), ['Sea 2']);
  t.same(names({ tag: 'SUMMER' }), ['Tübingen', 'Sea 10']);
  t.end();
});

t.test('there is an order for each need', (t) => {
  t.same(names({}), ['Sea 2', 'Tübingen', 'Sea 10']);
  t.same(names({ order: 'oldest' }), ['Sea 10', 'Tübingen', 'Sea 2']);
  t.same(names({ order: 'name' }), ['Sea 2', 'Sea 10', 'Tübingen'], 'numbers count');
  t.equal(names({ order: 'length' })[0], 'Sea 10');
  t.equal(names({ order: 'size' })[0], 'Sea 2');
  t.end();
});

t.test('tags are told once each, the most used first', (t) => {
  t.same(tagsOf(ALL), ['Summer', 'blue']);
  t.end();
});
