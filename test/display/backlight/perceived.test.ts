import t from 'tap';
import { LEAST_LIGHT, perceivedLight } from '../../../display/backlight/perceived.js';

t.test('100 percent is all the light there is, and 0 the least, which is not dark', async (t) => {
  t.equal(perceivedLight(100), 1);
  t.equal(perceivedLight(0), LEAST_LIGHT);
  t.ok(LEAST_LIGHT > 0);
});

t.test('half the brightness is 18.4 percent of the light', async (t) => {
  t.ok(Math.abs(perceivedLight(50) - 0.18419) < 0.0001);
});

t.test('more percent is never less light, and the line meets the curve', async (t) => {
  const wrong: number[] = [];
  for (let percent = 0; percent < 100; percent += 0.25) {
    const step = perceivedLight(percent + 0.25) - perceivedLight(percent);
    if (!(step >= 0 && step < 0.01)) wrong.push(percent);
  }
  t.same(wrong, []);
});

t.test('what is out of range counts as the nearest percent', async (t) => {
  t.equal(perceivedLight(-5), perceivedLight(0));
  t.equal(perceivedLight(130), perceivedLight(100));
});
