import { EventEmitter } from 'node:events';
import t from 'tap';
import type { GlassDeskEvents } from '../../../daemon/app/glass-desk.js';
import { watchGlass } from '../../../daemon/app/watch-glass.js';
import type { PlayerEvents } from '../../../daemon/player/player.js';
import { ManualTimers } from '../control/manual-timers.js';

/** Writes down at which second of the clock it was asked for what, and finds what the test lets it find. */
class RecordingDesk extends EventEmitter<GlassDeskEvents> {
  readonly asked: string[] = [];
  missing: readonly string[] = ['There is none.'];
  readonly #timers: ManualTimers;

  constructor(timers: ManualTimers) {
    super();
    this.#timers = timers;
  }

  async look(): Promise<void> {
    this.asked.push(`look ${this.#timers.monotonicMs() / 1000}`);
    this.emit('moved', this.missing);
  }

  async leave(reason: string): Promise<void> {
    this.asked.push(`leave ${reason}`);
    this.emit('moved', [reason]);
  }
}

function watched({ missing }: { missing: readonly string[] }) {
  const timers = new ManualTimers();
  const desk = new RecordingDesk(timers);
  const player = new EventEmitter<PlayerEvents>();
  const stop = watchGlass({ desk, player, missing, timers, clock: timers });
  const lose = () => player.emit('displayLost', { code: 'display-lost', message: 'gone' });
  return { timers, desk, lose, stop };
}

t.test('glass that is missing is looked for later and later, until it is there', async (t) => {
  const { timers, desk, stop } = watched({ missing: ['There is none.'] });
  timers.advance(125_000);
  t.same(desk.asked, ['look 1', 'look 3', 'look 7', 'look 15', 'look 31', 'look 61', 'look 91', 'look 121']);
  desk.missing = [];
  timers.advance(600_000);
  t.equal(desk.asked.length, 9, 'found at the next look, and then not looked for');
  stop();
  t.equal(timers.pending, 0);
});

t.test('glass that is there, or that nobody wants, is not looked for', async (t) => {
  const { timers, desk } = watched({ missing: [] });
  timers.advance(3_600_000);
  t.same(desk.asked, []);
});

t.test(
  'glass that is lost is looked at once; lost for the third time in a minute it is left for a while',
  async (t) => {
    const { timers, desk, lose } = watched({ missing: [] });
    desk.missing = [];
    lose();
    timers.advance(100);
    lose();
    timers.advance(100);
    lose();
    t.same(desk.asked, ['look 0', 'look 0.1', 'leave gone']);
    desk.asked.length = 0;
    // It can be opened, and fails each time soon after.
    for (let seconds = 0; seconds < 120; seconds++) {
      timers.advance(1000);
      if (desk.asked.at(-1)?.startsWith('look')) lose();
    }
    const looks = desk.asked.filter((asked) => asked.startsWith('look'));
    t.ok(looks.length < 12, `${looks.length} looks in two minutes, not one a second`);
  },
);
