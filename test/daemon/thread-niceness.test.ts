import { readdirSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import t from 'tap';
import { stepBack } from '../../daemon/thread-niceness.js';

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
