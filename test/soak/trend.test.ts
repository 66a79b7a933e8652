import t from 'tap';
import { trendOf } from './trend.js';

t.test('what rises slowly grows, and what only jumps does not', (t) => {
  const steps = Array.from({ length: 15 }, (_, index) => index);
  const rising = steps.map((at) => [at * 60, 100 + at + (at % 3)] as const);
  t.match(trendOf('memory', rising, 10), { isFlat: false, rise: 14 });
  const jumping = steps.map((at) => [at * 60, at % 5 === 4 ? 140 : 100 + (at % 2)] as const);
  t.match(trendOf('memory', jumping, 10), { isFlat: true });
  t.end();
});
