import fc from 'fast-check';
import t from 'tap';
import { nearestKey, typingErrors } from '../../../daemon/config/nearest-key.js';

t.test('what was most likely meant is named, and nothing where that would be a guess', (t) => {
  const known = ['name', 'http', 'panel', 'display', 'still_seconds', 'max_mb'];
  const cases: [typed: string, meant: string | undefined][] = [
    ['nmae', 'name'],
    ['Name', 'name'],
    ['panels', 'panel'],
    ['dispaly', 'display'],
    ['still-seconds', 'still_seconds'],
    ['maxmb', 'max_mb'],
    ['playlist', undefined],
    ['xy', undefined],
    ['', undefined],
  ];
  for (const [typed, meant] of cases) t.equal(nearestKey(typed, known), meant, typed);
  t.end();
});

t.test(
  'typing errors: none for the same word, the same there and back, and never more than the longer word has letters',
  (t) => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const errors = typingErrors(a, b);
        t.equal(errors, typingErrors(b, a));
        return (errors === 0) === (a === b) && errors <= Math.max(a.length, b.length);
      }),
    );
    t.end();
  },
);
