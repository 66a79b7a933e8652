import fc from 'fast-check';
import t from 'tap';
import { act } from '../../../daemon/controls/action.js';
import { Button } from '../../../daemon/controls/button.js';
import { Encoder } from '../../../daemon/controls/encoder.js';
import type { Command } from '../../../daemon/protocol/commands.js';
import { ManualTimers } from '../control/manual-timers.js';

t.test('a button without a second meaning acts when it is pressed, and once', (t) => {
  const { timers, presses, button } = pressable();
  button.changed(true);
  t.same(presses, ['press']);
  timers.advance(5000);
  button.changed(false);
  button.changed(false);
  t.same(presses, ['press']);
  t.end();
});

t.test('one with a second meaning acts when it is let go, or when it was held', (t) => {
  const { timers, presses, button } = pressable({ hold: true });
  button.changed(true);
  timers.advance(599);
  t.same(presses, []);
  button.changed(false);
  t.same(presses, ['press']);
  button.changed(true);
  timers.advance(600);
  t.same(presses, ['press', 'hold']);
  button.changed(false);
  t.same(presses, ['press', 'hold'], 'letting go of a held one is nothing');
  t.end();
});

t.test('brightness goes on while its button is held', (t) => {
  const { timers, presses, button } = pressable({ repeats: true });
  button.changed(true);
  timers.advance(600 + 3 * 150);
  button.changed(false);
  timers.advance(5000);
  t.equal(presses.length, 5);
  t.end();
});

t.test('an encoder clicks once a click, either way, whatever bounces on the way', (t) => {
  const bounces = fc.array(fc.nat(2), { minLength: 4, maxLength: 4 });
  const turns = fc.array(fc.record({ direction: fc.constantFrom(1 as const, -1 as const), bounces }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(turns, (clicks) => {
      const seen: number[] = [];
      const encoder = new Encoder(4, { a: true, b: true }, (direction) => seen.push(direction));
      for (const { direction, bounces } of clicks) {
        const [first, second] = direction === 1 ? (['a', 'b'] as const) : (['b', 'a'] as const);
        const edges = [
          [first, false],
          [second, false],
          [first, true],
          [second, true],
        ] as const;
        edges.forEach(([line, isHigh], index) => {
          for (let i = 0; i < (bounces[index] ?? 0); i++) {
            encoder.changed(line, isHigh);
            encoder.changed(line, !isHigh);
          }
          encoder.changed(line, isHigh);
        });
      }
      t.same(
        seen,
        clicks.map(({ direction }) => direction),
      );
    }),
  );
  t.end();
});

t.test('a step that was missed costs no click, and does not add up', (t) => {
  const seen: number[] = [];
  const encoder = new Encoder(4, { a: true, b: true }, (direction) => seen.push(direction));
  for (let i = 0; i < 10; i++) {
    encoder.changed('a', false);
    encoder.changed('a', true);
  }
  t.same(seen, [], 'a shaft that trembles at rest');
  encoder.changed('a', false);
  // b's falling edge was missed: a rises while b is thought to be high.
  encoder.changed('b', false);
  encoder.changed('b', true);
  encoder.changed('a', true);
  t.same(seen, [], 'forth and back');
  t.end();
});

t.test('actions are commands, and toggles look at what is', (t) => {
  const ran: Command[] = [];
  const player = { paused: true, blank: true, brightness: 95, shuffle: false };
  const target = { player: () => player, playlists: () => [], run: (command: Command) => void ran.push(command) };
  for (const action of ['next', 'previous', 'pause', 'on-off', 'shuffle', 'brightness +10', 'brightness 40'])
    t.equal(act(action, target), undefined);
  t.same(ran, [
    { type: 'next' },
    { type: 'previous' },
    { type: 'resume' },
    { type: 'blank', on: false },
    { type: 'shuffle', on: true },
    { type: 'brightness', percent: 100, fadeMs: 0 },
    { type: 'brightness', percent: 40, fadeMs: 150 },
  ]);
  t.end();
});

function pressable({ hold = false, repeats = false } = {}) {
  const timers = new ManualTimers();
  const presses: string[] = [];
  const onHold = hold ? () => presses.push('hold') : undefined;
  const button = new Button({ onPress: () => presses.push('press'), onHold, repeats, timers });
  return { timers, presses, button };
}
