import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { applyMergePatch, createMergePatch } from '../../../daemon/protocol/merge-patch.js';

t.test('null removes a member, an object is merged, anything else replaces', (t) => {
  const before = { a: 1, b: { c: [1, 2], d: 'x' } };
  t.same(applyMergePatch(before, { a: null, b: { c: [3] } }), { b: { c: [3], d: 'x' } });
  t.same(before, { a: 1, b: { c: [1, 2], d: 'x' } }, 'the target is left as it was');
  t.end();
});

t.test('equal states make no patch', (t) => {
  t.equal(createMergePatch({ a: { b: [1] } }, { a: { b: [1] } }), undefined);
  t.end();
});

t.test('a patch never reaches a prototype', (t) => {
  applyMergePatch({}, JSON.parse('{"__proto__": {"polluted": true}}'));
  t.notOk('polluted' in {});
  t.end();
});

t.test('a patch made of two states turns the first into the second', (t) => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }), tie('object')),
    object: fc.dictionary(
      fc.string({ maxLength: 2 }).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  }));
  const object = json.object as fc.Arbitrary<Record<string, unknown>>;
  fc.assert(
    fc.property(object, object, (before, after) => {
      const patch = createMergePatch(before, after);
      const patched = patch === undefined ? before : applyMergePatch(before, JSON.parse(JSON.stringify(patch)));
      return isDeepStrictEqual(patched, after);
    }),
    { numRuns: 200 },
  );
  t.end();
});
