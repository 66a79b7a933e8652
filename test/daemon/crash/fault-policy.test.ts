import t from 'tap';
import { FaultPolicy } from '../../../daemon/crash/fault-policy.js';
import { ManualTimers } from '../control/manual-timers.js';

t.test('an error that was thrown begins a new run, and the third within ten minutes ends the process', (t) => {
  const clock = new ManualTimers();
  const policy = new FaultPolicy(clock);
  t.same([policy.thrown(), policy.thrown(), policy.thrown()], ['again', 'again', 'end']);
  t.end();
});

t.test('errors that are far apart never end the process', (t) => {
  const clock = new ManualTimers();
  const policy = new FaultPolicy(clock);
  for (let fault = 0; fault < 10; fault++) {
    t.equal(policy.thrown(), 'again');
    clock.advance(300_001);
  }
  t.end();
});

t.test('promises that fail cost nothing, until there are twenty in a minute', (t) => {
  const clock = new ManualTimers();
  const policy = new FaultPolicy(clock);
  for (let fault = 0; fault < 19; fault++) t.equal(policy.rejected(), 'go-on');
  t.equal(policy.rejected(), 'again');
  t.equal(policy.rejected(), 'go-on', 'and are counted anew');
  for (let fault = 0; fault < 100; fault++) {
    clock.advance(4000);
    t.equal(policy.rejected(), 'go-on');
  }
  t.end();
});
