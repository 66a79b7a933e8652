import t from 'tap';
import { Attempts } from '../../../daemon/ingest/attempts.js';
import type { Clip } from '../../../daemon/protocol/clip.js';

/** A library that has the clips of these ids; nobody looks into them. */
function libraryOf(ids: ReadonlySet<string>) {
  return { clip: (id: string) => (ids.has(id) ? ({ id } as Clip) : undefined) };
}

t.test('a thing is begun once, another one again, and the same when somebody asks', (t) => {
  const attempts = new Attempts(libraryOf(new Set(['a', 'b'])));
  t.equal(attempts.begin('a', 'plan 1'), true);
  t.equal(attempts.begin('a', 'plan 1'), false);
  t.equal(attempts.begin('b', 'plan 1'), true);
  t.equal(attempts.begin('a', 'plan 2'), true);
  t.equal(attempts.begin('a', 'plan 2'), false);
  attempts.forget('a');
  t.equal(attempts.begin('a', 'plan 2'), true);
  t.end();
});

t.test('clips that come and go are forgotten, those that stay are not', (t) => {
  const there = new Set<string>(['stays']);
  const attempts = new Attempts(libraryOf(there));
  attempts.begin('stays', 'plan');
  for (let number = 0; number < 10_000; number++) {
    there.add(`${number}`);
    attempts.begin(`${number}`, 'plan');
    there.delete(`${number - 10}`);
  }
  t.ok(attempts.size < 600, `${attempts.size}`);
  t.equal(attempts.begin('stays', 'plan'), false);
  t.end();
});

t.test('a large library is remembered as a whole', (t) => {
  const ids = Array.from({ length: 5000 }, (_, number) => `${number}`);
  const attempts = new Attempts(libraryOf(new Set(ids)));
  for (const id of ids) attempts.begin(id, 'plan');
  t.notOk(ids.some((id) => attempts.begin(id, 'plan')));
  t.end();
});
