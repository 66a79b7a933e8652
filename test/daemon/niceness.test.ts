import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import t from 'tap';
import { stepBack, stepForward, stepSessionBack } from '../../daemon/niceness.js';

const skip = process.platform !== 'linux' && 'niceness is the whole process’s here';

t.test('a thread steps back from where it is, to 19 at most, and others stay', { skip }, (t) => {
  const before = getPriority();
  stepBack(0);
  t.equal(getPriority(), before);
  stepBack(2);
  t.equal(getPriority(), Math.min(before + 2, 19));
  stepBack(40);
  t.equal(getPriority(), 19);
  const others = readdirSync('/proc/self/task').filter((thread) => Number(thread) !== process.pid);
  t.ok(others.length > 0, 'V8 has threads of its own');
  t.ok(others.every((thread) => getPriority(Number(thread)) === before));
  t.end();
});

t.test('a thread of a daemon that was started nicer than that steps back, too', { skip }, (t) => {
  setPriority(19);
  t.doesNotThrow(() => stepBack(15));
  t.equal(getPriority(), 19, 'and not forward, which most users may not');
  t.end();
});

t.test('a thread steps forward where it may, and else stays where it is', { skip }, (t) => {
  const before = getPriority();
  const may = stepForward(4);
  t.equal(getPriority(), may ? before - 4 : before);
  t.equal(stepForward(100), may);
  t.equal(getPriority(), may ? -20 : before);
  t.end();
});

const grouped = existsSync('/proc/self/autogroup') && readFileSync('/proc/self/autogroup', 'utf8') !== '';
const skipSessions = !grouped && 'processes are not grouped by session here';

t.test('a session of its own steps back behind this one, to 19 at most', { skip: skipSessions }, async (t) => {
  const own = sessionNiceness('self');
  for (const by of [10, 40]) {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    t.teardown(() => child.kill('SIGKILL'));
    await stepSessionBack(child.pid ?? 0, by);
    t.equal(sessionNiceness(child.pid ?? 0), Math.min(own + by, 19));
  }
  t.equal(sessionNiceness('self'), own);
});

t.test('a session that has ended is let be', { skip: skipSessions }, async (t) => {
  await t.resolves(stepSessionBack(2 ** 22 + 1, 10), 'no process has this number (proc(5), pid_max)');
});

function sessionNiceness(process: number | 'self'): number {
  return Number(readFileSync(`/proc/${process}/autogroup`, 'utf8').split(' nice ')[1]);
}
