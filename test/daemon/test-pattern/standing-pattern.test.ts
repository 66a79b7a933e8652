import t from 'tap';
import { drawPattern, type PatternShape } from '../../../daemon/test-pattern/pattern.js';
import { STANDS_MS, StandingPattern } from '../../../daemon/test-pattern/standing-pattern.js';
import { ManualTimers } from '../control/manual-timers.js';

const LYING: PatternShape = { geometry: { width: 40, height: 30 }, shape: 'rectangle' };
const STANDING: PatternShape = { ...LYING, geometry: { width: 30, height: 40 } };

function begin() {
  const timers = new ManualTimers();
  let shape = LYING;
  let seen: Uint8Array | undefined;
  const glass = {
    showOverlay: (pixels: Uint8Array) => {
      seen = pixels;
    },
    hideOverlay: () => {
      seen = undefined;
    },
  };
  const pattern = new StandingPattern({ glass, shape: () => shape, timers });
  const turn = () => {
    shape = STANDING;
    pattern.refresh();
  };
  return { pattern, timers, turn, seen: () => seen };
}

t.test('it stands for two minutes from when it was asked for last', (t) => {
  const { pattern, timers, seen } = begin();
  pattern.show();
  t.same(seen(), drawPattern(LYING));
  timers.advance(STANDS_MS - 1);
  pattern.show();
  timers.advance(STANDS_MS - 1);
  t.ok(seen());
  timers.advance(1);
  t.equal(seen(), undefined);
  t.end();
});

t.test('it is drawn anew when the glass is another, and only while it stands', (t) => {
  const { pattern, turn, seen } = begin();
  turn();
  t.equal(seen(), undefined);
  const other = begin();
  other.pattern.show();
  other.turn();
  t.same(other.seen(), drawPattern(STANDING));
  other.pattern.hide();
  other.pattern.hide();
  t.equal(other.seen(), undefined);
  pattern.hide();
  t.end();
});
