import t from 'tap';
import { ServiceManager } from '../../../daemon/systemd/service-manager.js';
import { ManualTimers } from '../control/manual-timers.js';

/** A socket whose queue the test fills. */
function setUp() {
  const sent: string[] = [];
  const timers = new ManualTimers();
  const queue = { full: false };
  const socket = {
    send: (text: string) => {
      if (!queue.full) sent.push(text);
      return !queue.full;
    },
    close: () => {},
  };
  return { sent, timers, queue, manager: new ServiceManager({ socket, timers, monotonicUs: () => 42n }) };
}

t.test('what finds no room is sent later, in order and once', (t) => {
  const { sent, timers, queue, manager } = setUp();
  queue.full = true;
  manager.status('starting');
  manager.ready();
  timers.advance(250);
  t.same(sent, []);
  queue.full = false;
  timers.advance(100);
  t.same(sent, ['STATUS=starting', 'READY=1']);
  timers.advance(1000);
  t.equal(sent.length, 2);
  t.end();
});

t.test('a watchdog that finds no room is not made up for', (t) => {
  const { sent, timers, queue, manager } = setUp();
  queue.full = true;
  manager.alive();
  queue.full = false;
  timers.advance(1000);
  t.same(sent, []);
  t.end();
});

t.test("a clip's name cannot say anything else in framed's name", (t) => {
  const { sent, manager } = setUp();
  manager.status('Playing "x\nMAINPID=1\r\u0000"');
  t.same(sent, ['STATUS=Playing "x MAINPID=1  "']);
  t.end();
});

t.test('a reload says when it began', (t) => {
  const { sent, manager } = setUp();
  manager.reloading();
  manager.ready();
  manager.stopping();
  t.same(sent, ['RELOADING=1\nMONOTONIC_USEC=42', 'READY=1', 'STOPPING=1']);
  t.end();
});
