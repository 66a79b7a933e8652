import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { PowerSensor, powerOf } from '../../../daemon/health/power.js';

const GOOD = { underVoltage: false, wasUnderVoltage: false, throttled: false, wasThrottled: false };
const NOWHERE = '/nowhere/vcgencmd';

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

t.test('the firmware’s word is read bit by bit', (t) => {
  t.same(powerOf('0'), GOOD);
  t.same(powerOf('throttled=0x50005\n'), {
    underVoltage: true,
    wasUnderVoltage: true,
    throttled: true,
    wasThrottled: true,
  });
  t.same(powerOf('50000'), { ...GOOD, wasUnderVoltage: true, wasThrottled: true });
  t.same(
    powerOf('80008'),
    { ...GOOD, throttled: true, wasThrottled: true },
    'the soft limit of temperature slows it down, too',
  );
  t.equal(powerOf('VCHI initialization failed'), undefined);
  t.end();
});

t.test('a Raspberry Pi’s kernel has it in sysfs', async (t) => {
  const root = t.testdir();
  const path = 'sys/devices/platform/soc/soc:firmware/get_throttled';
  put(root, path, '50005\n');
  const sensor = new PowerSensor({ systemRoot: root, vcgencmd: NOWHERE });
  t.match(await sensor.read(), { underVoltage: true });
  put(root, path, '50000\n');
  t.match(await sensor.read(), { underVoltage: false, wasUnderVoltage: true });
});

t.test('any kernel has a monitor of the voltage', async (t) => {
  const root = t.testdir();
  put(root, 'sys/class/hwmon/hwmon0/name', 'cpu_thermal\n');
  put(root, 'sys/class/hwmon/hwmon1/name', 'rpi_volt\n');
  put(root, 'sys/class/hwmon/hwmon1/in0_lcrit_alarm', '1\n');
  t.match(await new PowerSensor({ systemRoot: root, vcgencmd: NOWHERE }).read(), {
    underVoltage: true,
    throttled: false,
  });
});

t.test('else the firmware’s own program is asked', async (t) => {
  const root = t.testdir();
  put(root, 'vcgencmd', '#!/bin/sh\n[ "$1" = get_throttled ] && echo throttled=0x1\n');
  chmodSync(join(root, 'vcgencmd'), 0o755);
  t.match(await new PowerSensor({ systemRoot: root, vcgencmd: join(root, 'vcgencmd') }).read(), { underVoltage: true });
});

t.test('where nothing tells, nobody knows, and nothing is asked again', async (t) => {
  const root = t.testdir();
  const sensor = new PowerSensor({ systemRoot: root, vcgencmd: NOWHERE });
  t.equal(await sensor.read(), undefined);
  put(root, 'sys/devices/platform/soc/soc:firmware/get_throttled', '1\n');
  t.equal(await sensor.read(), undefined);
});
