import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, type networkInterfaces } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { healthNotices } from '../../../daemon/health/health-notices.js';
import { MachineHealth } from '../../../daemon/health/machine-health.js';
import type { HealthState } from '../../../daemon/protocol/health.js';
import { ManualTimers } from '../control/manual-timers.js';

async function watch(t: Test) {
  const root = t.testdir();
  const zone = join(root, 'sys/class/thermal/thermal_zone0');
  mkdirSync(zone, { recursive: true });
  writeFileSync(join(zone, 'type'), 'cpu-thermal\n');
  const heat = (celsius: number) => writeFileSync(join(zone, 'temp'), `${celsius * 1000}\n`);
  heat(50);
  const network: ReturnType<typeof networkInterfaces> = {};
  const connect = (address: string) => {
    network['wlan0'] = [{ address, netmask: '', mac: '', internal: false, cidr: null, family: 'IPv4' }];
  };
  const timers = new ManualTimers();
  const told: HealthState[] = [];
  const updatingMarker = join(root, 'updating');
  let heard = () => {};
  const health = new MachineHealth({
    timers,
    systemRoot: root,
    interfaces: () => network,
    vcgencmd: '/nowhere/vcgencmd',
    updatingMarker,
    onChange: (state) => {
      told.push(state);
      heard();
    },
  });
  await health.start();
  t.teardown(() => health.stop());
  /** Until the next change, which comes when files have been read. */
  const change = (ms: number) => {
    const changed = new Promise<void>((resolve) => {
      heard = resolve;
    });
    timers.advance(ms);
    // And until that look is through.
    return changed.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
  };
  return { root, heat, connect, timers, told, change, health, updatingMarker };
}

t.test('an address that comes or changes is told within two seconds', async (t) => {
  const { connect, timers, told } = await watch(t);
  connect('192.168.1.20');
  timers.advance(2000);
  t.equal(told.at(-1)?.addresses[0]?.address, '192.168.1.20');
  connect('192.168.1.21');
  timers.advance(2000);
  t.equal(told.at(-1)?.addresses[0]?.address, '192.168.1.21');
});

t.test('nothing is told while nothing changes', async (t) => {
  const { timers, told } = await watch(t);
  const before = told.length;
  timers.advance(10_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  t.equal(told.length, before);
});

t.test('heat is told, and its end', async (t) => {
  const { heat, told, change } = await watch(t);
  t.match(told.at(-1), { celsius: 50, isHot: false });
  heat(82);
  await change(5000);
  t.match(told.at(-1), { celsius: 82, isHot: true });
  heat(77);
  await change(5000);
  t.match(told.at(-1), { celsius: 77, isHot: true });
  heat(70);
  await change(5000);
  t.match(told.at(-1), { celsius: 70, isHot: false });
});

t.test('an update is told while its marker is there', async (t) => {
  const { told, change, updatingMarker } = await watch(t);
  writeFileSync(updatingMarker, '');
  await change(5000);
  t.equal(told.at(-1)?.updating, true);
  rmSync(updatingMarker);
  await change(5000);
  t.equal(told.at(-1)?.updating, false);
});

t.test('the machine’s own name is told where something answers to it', async (t) => {
  const { root, told, change } = await watch(t);
  t.equal(told.at(-1)?.localName, undefined);
  mkdirSync(join(root, 'run/avahi-daemon'), { recursive: true });
  await change(5000);
  t.equal(told.at(-1)?.localName, `${hostname().split('.')[0]}.local`);
});

t.test('a person is told in the page as well, of what was too, but not of what is well', (t) => {
  const well: HealthState = { addresses: [], isHot: false, updating: false };
  t.same(healthNotices(well), { overheating: undefined, 'under-voltage': undefined });
  const power = { underVoltage: false, wasUnderVoltage: true, throttled: false, wasThrottled: false };
  t.match(healthNotices({ ...well, power })['under-voltage'], { level: 'info' });
  t.match(healthNotices({ ...well, power: { ...power, underVoltage: true } })['under-voltage'], { level: 'warning' });
  t.match(healthNotices({ ...well, isHot: true, celsius: 84 })['overheating'], { message: /84 °C/ });
  t.end();
});
