import t from 'tap';
import { decodeLookQuery } from '../../../daemon/http/look-query.js';

t.test('a query says a look member by member, and empty takes a choice back', (t) => {
  t.same(
    decodeLookQuery({ fit: 'cover', focus: '0.3,0.7', rotation: '90', startMs: '1500', background: '', atMs: '20' }),
    {
      change: { fit: 'cover', focus: { x: 0.3, y: 0.7 }, rotation: 90, startMs: 1500, background: null },
      atMs: 20,
    },
  );
  t.same(decodeLookQuery({}), { change: {}, atMs: undefined });
  t.end();
});

t.test('what a look cannot be is refused, with its place', (t) => {
  const wrong: Record<string, string | string[]>[] = [
    { fit: 'sideways' },
    { focus: '0.5' },
    { focus: '2,0' },
    { rotation: '45' },
    { speed: 'fast' },
    { startMs: ' ' },
    { fit: ['cover', 'contain'] },
    { colour: 'red' },
    { atMs: '-1' },
    { atMs: 'now' },
  ];
  for (const query of wrong) {
    t.throws(() => decodeLookQuery(query), { code: 'invalid-body', message: /./ }, JSON.stringify(query));
  }
  t.end();
});
