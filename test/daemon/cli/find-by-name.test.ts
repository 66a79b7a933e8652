import t from 'tap';
import { findByName } from '../../../daemon/cli/client/find-by-name.js';

const ITEMS = [
  { id: 'a1b2c3d4', name: 'Beach' },
  { id: 'a1b2ffff', name: 'Beach at dusk' },
  { id: 'cafe0000', name: 'Évreux' },
  { id: 'd00d0000', name: 'cat' },
  { id: 'd00d1111', name: 'CAT' },
  { id: 'feed0000', name: 'cafe' },
];
const idOf = (word: string) => findByName(ITEMS, word, 'clip').id;

t.test('a name is found kindly', async (t) => {
  const kind: [word: string, id: string, why: string][] = [
    ['a1b2c3d4', 'a1b2c3d4', 'by its id'],
    ['A1B2C', 'a1b2c3d4', 'by the beginning of its id'],
    ['Beach', 'a1b2c3d4', 'by its name, though another begins with it'],
    ['beach', 'a1b2c3d4', 'without its capitals'],
    ['beach a', 'a1b2ffff', 'by its beginning'],
    ['CAT', 'd00d1111', 'by its capitals, where they tell two apart'],
    ['e\u0301vreux', 'cafe0000', 'in another spelling of Unicode'],
    ['cafe', 'feed0000', 'by its name before an id that begins with it'],
  ];
  for (const [word, id, why] of kind) t.equal(idOf(word), id, why);
});

t.test('a word that several names begin with lists them', async (t) => {
  t.throws(() => idOf('bea'), { code: 'name-ambiguous', message: /a1b2c3d4 {2}Beach\n.*a1b2ffff {2}Beach at dusk$/ });
  t.throws(() => idOf('Cat'), { code: 'name-ambiguous' });
  t.throws(() => idOf('d00d'), { code: 'name-ambiguous' });
});

t.test('a word that nothing begins with tells what comes near', async (t) => {
  t.throws(() => idOf('dusk'), { code: 'name-unknown', message: 'There is no clip "dusk"; there is "Beach at dusk".' });
  t.throws(() => idOf('baech'), { message: /there is "Beach", "Beach at dusk"\.$/ });
  t.throws(() => idOf('zebra'), { code: 'name-unknown', message: /framed list says what there is/ });
  t.throws(() => idOf(''), { code: 'name-unknown' });
  t.throws(() => findByName([], 'x', 'clip'), { message: /there are none yet/ });
});
