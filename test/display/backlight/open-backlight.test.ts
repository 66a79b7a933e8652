import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { openBacklight } from '../../../display/backlight/open-backlight.js';
import { perceivedLight, perceivedPercent } from '../../../display/backlight/perceived.js';
import { layOutFakePi } from '../../shim/fake-pi.js';
import { noCompiler, runShimmed } from '../../shim/kernel-shim.js';

t.test('a GPIO light begins dark and is on for any light above 0', { skip: noCompiler }, async (t) => {
  const { log } = await runShimmed(t, { script: 'drive-backlight.js', scenario: { line: 18, lights: [0.001, 0, 1] } });
  t.same(log, ['request 18 0 framed', 'line 18 1', 'line 18 0', 'line 18 1', 'release 18']);
});

t.test('no light takes everything and does nothing', async () => {
  const backlight = await openBacklight({ kind: 'none' });
  backlight.set(1);
  backlight.close();
});

t.test(
  'a sysfs light takes its share of the brightest step, the least step where that is less, and goes out at 0',
  async (t) => {
    const { root, read } = machine(t, light('10-0045', 31));
    const backlight = await openBacklight({ kind: 'sysfs' }, { systemRoot: root });
    const seen = [1, 0.5, 0.001, 0].map((value) => {
      backlight.set(value);
      return [read('sys/class/backlight/10-0045/brightness'), read('sys/class/backlight/10-0045/bl_power')];
    });
    t.same(seen, [
      [31, 0],
      [16, 0],
      [1, 0],
      [0, 4],
    ]);
    backlight.close();
    backlight.close();
  },
);

t.test('a sysfs light whose steps are even to the eye already is not bent a second time', async (t) => {
  const { root, read } = machine(t, { ...light('panel', 100), 'sys/class/backlight/panel/scale': 'non-linear\n' });
  const backlight = await openBacklight({ kind: 'sysfs' }, { systemRoot: root });
  for (const percent of [100, 60, 10]) {
    backlight.set(perceivedLight(percent));
    t.equal(read('sys/class/backlight/panel/brightness'), percent);
  }
  backlight.close();
});

t.test('what people perceive of a light is the inverse of the light for it', async (t) => {
  for (let percent = 4; percent <= 100; percent++) {
    t.ok(Math.abs(perceivedPercent(perceivedLight(percent)) - percent) < 1e-9, `at ${percent}`);
  }
});

t.test('of several sysfs lights one must be named', async (t) => {
  const { root, read } = machine(t, { ...light('a', 255), ...light('b', 255) });
  await t.rejects(openBacklight({ kind: 'sysfs' }, { systemRoot: root }), {
    name: 'DisplayError',
    code: 'backlight-missing',
    message: /more than one.*name one of a, b/,
  });
  const backlight = await openBacklight({ kind: 'sysfs', name: 'b' }, { systemRoot: root });
  backlight.set(1);
  t.equal(read('sys/class/backlight/b/brightness'), 255);
  t.equal(read('sys/class/backlight/a/brightness'), 0);
  backlight.close();
});

t.test('without a sysfs light, the other kinds are named', async (t) => {
  const { root } = machine(t, {});
  await t.rejects(openBacklight({ kind: 'sysfs' }, { systemRoot: root }), {
    code: 'backlight-missing',
    message: /gpio, pwm or none/,
  });
  await t.rejects(openBacklight({ kind: 'sysfs', name: 'x' }, { systemRoot: root }), { code: 'backlight-missing' });
});

t.test('a PWM channel is exported, awaited, started dark at 1 kHz, and left running', async (t) => {
  const { root, read } = machine(t, { [`${CHIP}/npwm`]: '2\n', [`${CHIP}/export`]: '' });
  const opening = openBacklight({ kind: 'pwm', chip: 0, channel: 1 }, { systemRoot: root });
  // The light's module is loaded first; then it asks for the channel, and the kernel makes its files.
  while (read(`${CHIP}/export`) !== 1) await new Promise((resolve) => setImmediate(resolve));
  mkdirSync(join(root, CHIP, 'pwm1'));
  for (const name of ['period', 'duty_cycle', 'enable']) writeFileSync(join(root, CHIP, 'pwm1', name), '0\n');
  const backlight = await opening;
  t.same(channel(read), { period: 1_000_000, duty: 0, enable: 1 });
  backlight.set(0.25);
  t.equal(channel(read).duty, 250_000);
  backlight.set(0);
  t.equal(channel(read).duty, 0);
  backlight.set(1);
  backlight.close();
  t.same(channel(read), { period: 1_000_000, duty: 1_000_000, enable: 1 });
});

t.test('a PWM channel that runs already is taken over, at the frequency asked for', async (t) => {
  const pwm = `${CHIP}/pwm1`;
  const { root, read } = machine(t, {
    [`${CHIP}/npwm`]: '2\n',
    [`${pwm}/period`]: '5000000\n',
    [`${pwm}/duty_cycle`]: '4000000\n',
    [`${pwm}/enable`]: '1\n',
  });
  const backlight = await openBacklight(
    { kind: 'pwm', chip: 0, channel: 1, frequencyHz: 20_000 },
    { systemRoot: root },
  );
  t.same(channel(read), { period: 50_000, duty: 0, enable: 1 });
  backlight.close();
});

t.test('a PWM channel that is not there is refused with what is', async (t) => {
  const { root } = machine(t, { [`${CHIP}/npwm`]: '2\n' });
  const wanted = { kind: 'pwm', chip: 2, channel: 0 } as const;
  await t.rejects(openBacklight(wanted, { systemRoot: root }), {
    code: 'backlight-missing',
    message: /pwmchip0 \(2 channels\)/,
  });
  const { root: bare } = machine(t, {}, 'bare');
  await t.rejects(openBacklight(wanted, { systemRoot: bare }), { code: 'backlight-missing', message: /dtoverlay=pwm/ });
});

const CHIP = 'sys/class/pwm/pwmchip0';

function light(name: string, most: number): Record<string, string> {
  const folder = `sys/class/backlight/${name}`;
  return { [`${folder}/brightness`]: '0\n', [`${folder}/max_brightness`]: `${most}\n`, [`${folder}/bl_power`]: '0\n' };
}

/** A folder of plain files in place of sysfs. What is written over a longer value leaves its end, unlike in sysfs: the first line counts. */
function machine(t: Test, files: Record<string, string>, name = 'root') {
  const root = join(t.testdir({}), name);
  layOutFakePi(root, { files });
  return { root, read: (path: string) => Number.parseInt(readFileSync(join(root, path), 'utf8'), 10) };
}

function channel(read: (path: string) => number) {
  return {
    period: read(`${CHIP}/pwm1/period`),
    duty: read(`${CHIP}/pwm1/duty_cycle`),
    enable: read(`${CHIP}/pwm1/enable`),
  };
}
