import fc from 'fast-check';
import t from 'tap';
import { keepDiscarded } from '../../../daemon/library/keep-discarded.js';

const seen = (entry: string) => ({ entry, discarded: false });
const hidden = (entry: string) => ({ entry, discarded: true });

t.test('what was discarded stays behind as many entries as before', (t) => {
  t.same(keepDiscarded([seen('a'), hidden('x'), seen('b')], ['b', 'a']), ['b', 'x', 'a']);
  t.same(keepDiscarded([hidden('x'), seen('a')], ['a', 'b']), ['x', 'a', 'b']);
  t.same(keepDiscarded([seen('a'), seen('b'), hidden('x')], ['b']), ['b', 'x']);
  t.end();
});

t.test('nothing is lost, nothing is made up, and the order of both stays', (t) => {
  const stored = fc.array(fc.record({ entry: fc.nat(9).map(String), discarded: fc.boolean() }));
  const wanted = fc.array(fc.nat(9).map((n) => `new ${n}`));
  fc.assert(
    fc.property(stored, wanted, (before, entries) => {
      const merged = keepDiscarded(before, entries);
      const discarded = before.flatMap((one) => (one.discarded ? [one.entry] : []));
      const isNew = (entry: string) => entry.startsWith('new');
      return (
        JSON.stringify(merged.filter(isNew)) === JSON.stringify(entries) &&
        JSON.stringify(merged.filter((entry) => !isNew(entry))) === JSON.stringify(discarded)
      );
    }),
  );
  t.end();
});
