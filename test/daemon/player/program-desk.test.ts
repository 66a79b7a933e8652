import t from 'tap';
import { ControlBlock } from '../../../daemon/player/control-block.js';
import type { ProducerCommand } from '../../../daemon/player/messages.js';
import { ProgramDesk, type Step } from '../../../daemon/player/program-desk.js';
import { Showing } from '../../../daemon/player/showing.js';

/** A desk whose producer died before anything showed, and what the next one is told after the program. */
function toldAgain(...steps: readonly Step[]): Step[] {
  const posted: ProducerCommand[] = [];
  const showing = Showing.create();
  const desk = new ProgramDesk({
    control: ControlBlock.create(),
    showing: () => showing.read(),
    post: (command) => posted.push(command),
  });
  const entries = [{ key: 'a', name: 'a', path: 'a.zip' }];
  desk.setProgram({ entries, loop: 'all', shuffle: false, stillMs: 1000 }, {});
  for (const step of steps) desk.jump(step);
  posted.length = 0;
  desk.resume({ visitMs: 0 });
  return posted.slice(1).map(({ epoch: _, ...step }) => step as Step);
}

const next: Step = { type: 'step', by: 1 };
const previous: Step = { type: 'step', by: -1 };
const seek = (positionMs: number): Step => ({ type: 'seek', positionMs });
const select = (entry: number): Step => ({ type: 'select', entry });

t.test('jumps that nothing shows of yet are made in turn by the next producer', (t) => {
  t.same(toldAgain(next, previous, seek(500)), [next, previous, seek(500)]);
  t.end();
});

t.test('what a later jump makes meaningless is not made', (t) => {
  t.same(toldAgain(next, seek(10), select(1)), [select(1)]);
  t.same(toldAgain(next, seek(10), seek(20), seek(30)), [next, seek(30)]);
  t.end();
});

t.test('of a thousand presses before anything shows, the latest count', (t) => {
  const told = toldAgain(
    ...Array.from({ length: 1000 }, () => next),
    previous,
    select(1),
    ...Array.from({ length: 999 }, () => next),
    seek(7),
  );
  t.equal(told.length, 64);
  t.same(told.at(-1), seek(7));
  t.end();
});
