import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { crashNotePath } from '../../../daemon/crash/crash-note.js';
import { FaultWatch } from '../../../daemon/crash/fault-watch.js';
import { createLog } from '../../../daemon/log.js';
import { ManualTimers } from '../control/manual-timers.js';

function watch(t: Test) {
  const dataFolder = t.testdir({});
  const lines: string[] = [];
  let ends = 0;
  const log = createLog({ write: (line) => lines.push(line) });
  const end = () => {
    ends++;
  };
  const faults = new FaultWatch({ dataFolder, clock: new ManualTimers(), log, lines: () => lines, end });
  t.teardown(() => faults.stop());
  // As Node tells it; a real one would end the test.
  const listeners = new Set(process.rawListeners('uncaughtException'));
  const rejections = new Set(process.rawListeners('unhandledRejection'));
  faults.start();
  const [thrown] = process.rawListeners('uncaughtException').filter((it) => !listeners.has(it));
  const [rejected] = process.rawListeners('unhandledRejection').filter((it) => !rejections.has(it));
  return { dataFolder, lines, faults, thrown, rejected, ends: () => ends };
}

t.test('an error leaves a note with what was done before, and ends the run', (t) => {
  const { dataFolder, lines, faults, thrown, ends } = watch(t);
  const fault = faults.nextFault();
  lines.push('info  ingest: taken name="a b"');
  thrown?.(new TypeError('x is not a function'));
  t.ok(fault.aborted);
  t.equal(ends(), 0);
  t.match(faults.note, { by: 'an error that nothing caught (TypeError: x is not a function)' });
  const note = readFileSync(crashNotePath(dataFolder), 'utf8');
  t.match(note, /^framed was ended by an error that nothing caught \(TypeError: x is not a function\), 19/);
  t.match(note, /taken name="a b"\nerror an error was thrown and nothing caught it reason=/);
  t.notOk(faults.nextFault().aborted, 'the next run begins well');
  t.end();
});

t.test('a promise that nobody waited for is in the log, and nothing ends', (t) => {
  const { lines, faults, rejected, ends } = watch(t);
  const fault = faults.nextFault();
  rejected?.(new Error('no such thing'));
  t.notOk(fault.aborted);
  t.equal(faults.note, undefined);
  t.match(lines.at(-1), /^error a promise failed and nobody waited for it reason=.*no such thing/);
  t.equal(ends(), 0);
  t.end();
});

t.test('the third error ends the process, also where no note can be written', (t) => {
  const { dataFolder, faults, thrown, ends } = watch(t);
  rmSync(join(dataFolder), { recursive: true });
  for (let fault = 0; fault < 3; fault++) {
    faults.nextFault();
    thrown?.('not even an Error');
  }
  t.equal(ends(), 1);
  t.end();
});
