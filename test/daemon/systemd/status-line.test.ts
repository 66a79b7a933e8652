import t from 'tap';
import type { Job } from '../../../daemon/protocol/job.js';
import type { State } from '../../../daemon/protocol/state.js';
import { statusLine } from '../../../daemon/systemd/status-line.js';
import { EXAMPLE_STATE } from '../control/example-state.js';

const now = { name: 'cat', positionMs: 0, durationMs: 1000 };

function withPlayer(player: Partial<State['player']>): State {
  return { ...EXAMPLE_STATE, player: { ...EXAMPLE_STATE.player, ...player } };
}

t.test('it says what plays, where, and what there is', (t) => {
  t.equal(statusLine(withPlayer({ now })), 'Playing "cat" on the virtual panel (4x2); 0 clips');
  t.equal(statusLine(withPlayer({ now, paused: true })), 'Paused at "cat" on the virtual panel (4x2); 0 clips');
  t.equal(statusLine(withPlayer({ now, blank: true })), 'Dark, at "cat" on the virtual panel (4x2); 0 clips');
  t.equal(statusLine(EXAMPLE_STATE), 'Nothing to show on the virtual panel (4x2); 0 clips');
  t.end();
});

t.test('files on the way are counted until they are there, or given up', (t) => {
  const job = (id: string, stage: Job['stage']): Job => ({ id, name: id, stage, frames: 0, known: false });
  const jobs = { a: job('a', 'converting'), b: job('b', 'ready'), c: job('c', 'failed') };
  t.match(statusLine({ ...EXAMPLE_STATE, jobs }), /; 1 file on the way$/);
  t.end();
});

t.test('it says why the page is not open, and not what to do about it', (t) => {
  const notices = {
    'port-taken': { level: 'error', message: 'Port 80 is taken by another program.\nFree it.' },
  } as const;
  t.match(statusLine({ ...EXAMPLE_STATE, notices }), /; 0 clips\. Port 80 is taken by another program\.$/);
  t.end();
});
