import fc from 'fast-check';
import t from 'tap';
import { fakeClip } from './fake-clip.js';
import { Simulation } from './simulation.js';

const CLIPS = {
  short: fakeClip(1, { frames: 2, frameMs: 1000 / 30 }),
  film: fakeClip(2, { frames: 200 }),
  scratched: fakeClip(3, { frames: 20, damaged: [0, 7, 8, 19] }),
  photo: fakeClip(4, {}),
  slide: fakeClip(5, {}),
};
const KEYS = [...Object.keys(CLIPS), 'missing'];

const program = fc.record({
  keys: fc.shuffledSubarray(KEYS),
  loop: fc.constantFrom('all', 'one', 'off'),
  shuffle: fc.boolean(),
  stillMs: fc.constantFrom(50, 3000),
});

type Act = (player: Simulation) => void;

/** So that a counterexample can be read. */
function named(name: string, act: Act): Act {
  return Object.assign(act, { [fc.toStringMethod]: () => name });
}

const jump: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<1 | -1>(1, -1).map((by) => named(`step ${by}`, ({ desk }) => desk.jump({ type: 'step', by }))),
  fc.nat(9000).map((positionMs) => named(`seek ${positionMs}`, ({ desk }) => desk.jump({ type: 'seek', positionMs }))),
  fc.nat(500).map((visitMs) => named(`resume ${visitMs}`, ({ desk }) => desk.resume({ visitMs }))),
  fc.constantFrom(...KEYS).map((key) =>
    named(`select ${key}`, ({ desk }) => {
      const entry = desk.numberOf(key);
      if (entry !== undefined) desk.jump({ type: 'select', entry });
    }),
  ),
);
const change: fc.Arbitrary<Act> = program.map(({ keys, ...rest }) =>
  named(`play ${keys} ${JSON.stringify(rest)}`, (player) => player.play(keys, rest)),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(2000).map((ms) => named(`run ${ms}`, (player) => player.run(ms))) },
  { weight: 4, arbitrary: jump },
  { weight: 3, arbitrary: change },
  fc.boolean().map((paused) =>
    named(paused ? 'pause' : 'resume', ({ control }) => {
      control.paused = paused;
    }),
  ),
);

function playable(keys: readonly string[]): boolean {
  return keys.some((key) => key !== 'missing');
}

t.test('after any commands the picture is one of the program, and none was ever late', async () => {
  fc.assert(
    fc.property(program, fc.array(act, { maxLength: 30 }), ({ keys, ...rest }, acts) => {
      const player = new Simulation(CLIPS);
      player.play(keys, rest);
      for (const act of acts) {
        act(player);
        // Where frames of a removed entry are still queued behind a pause, they stay until it plays on.
        player.settle();
        const { serial, entry } = player.showing.read();
        if (serial > 0 && !player.control.paused && player.desk.keyOf(entry) === undefined) return false;
      }
      const { late, dropped, underruns } = player.stats.snapshot(player.nowMs);
      return late + dropped + underruns === 0;
    }),
    { numRuns: 500 },
  );
});

t.test('a jump shows a picture at once, whatever came before', async () => {
  fc.assert(
    fc.property(
      program,
      fc.array(act, { maxLength: 12 }),
      fc.constantFrom<1 | -1>(1, -1),
      ({ keys, ...rest }, acts, by) => {
        fc.pre(playable(keys));
        const player = new Simulation(CLIPS);
        for (const act of acts) act(player);
        player.play(keys, rest);
        player.settle();
        player.shown.length = 0;
        player.desk.jump({ type: 'step', by });
        player.settle();
        return player.shown.length === 1;
      },
    ),
    { numRuns: 500 },
  );
});
