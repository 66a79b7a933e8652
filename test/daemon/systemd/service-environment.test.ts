import t from 'tap';
import { takeServiceEnvironment } from '../../../daemon/systemd/service-environment.js';

t.test('what is for this process alone is taken out of what its children get', (t) => {
  const environment = { NOTIFY_SOCKET: '/run/notify', WATCHDOG_USEC: '20000000', WATCHDOG_PID: '7', PATH: '/bin' };
  t.same(takeServiceEnvironment(environment, 7), { address: '/run/notify', watchdogMs: 20_000 });
  t.same(environment, { PATH: '/bin' });
  t.end();
});

t.test('without systemd there is nobody to tell, and a watchdog that is for another process is not fed', (t) => {
  t.equal(takeServiceEnvironment({ WATCHDOG_USEC: '1' }, 7), undefined);
  t.same(takeServiceEnvironment({ NOTIFY_SOCKET: '@x' }, 7), { address: '@x' });
  t.same(takeServiceEnvironment({ NOTIFY_SOCKET: '@x', WATCHDOG_USEC: '1000', WATCHDOG_PID: '8' }, 7), {
    address: '@x',
  });
  t.end();
});
