import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import t, { type Test } from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import { openBacklight } from '../../../display/backlight/open-backlight.js';
import { openRpioBus } from '../../../display/bus/rpio-bus.js';
import { type FakePi, layOutFakePi } from '../../shim/fake-pi.js';

/** rpio in its own dry run (`mock`), and everything that must stop it before it touches a register. */

const wiring = { device: 'spidev0.0', dc: 25, reset: 27 };
const mock = 'raspi-3';

t.test('it opens, sends and closes in a worker, the only thread that loads it', async (t) => {
  const module = new URL('../../../display/bus/rpio-bus.js', import.meta.url);
  const options = { wiring, mhz: 40, systemRoot: pi(t, {}), mock };
  const code = `import(${JSON.stringify(module.href)}).then(async ({ openRpioBus }) => {
    const bus = await openRpioBus(${JSON.stringify(options)});
    bus.reset();
    bus.command(0x2a, Uint8Array.of(0, 0, 0, 239));
    bus.pixels(new Uint8Array(100_000));
    bus.close();
    bus.close();
    require('node:worker_threads').parentPort.postMessage(bus.clockHz);
  })`;
  const worker = new Worker(code, { eval: true, execArgv: [] });
  const clockHz = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  t.equal(clockHz, 35_714_286, '500 MHz of a Pi 4 by 14');
  await worker.terminate();
});

t.test('DC is low for a command and high for what follows it', async (t) => {
  const bus = await openRpioBus({
    wiring,
    mhz: 62.5,
    systemRoot: pi(t, { model: 'Raspberry Pi 3 Model B Plus Rev 1.3' }),
    mock,
  });
  t.equal(bus.clockHz, 50e6);
  // The very module that the bus has loaded: in its dry run it remembers what was written to a line.
  const { default: rpio } = await import('rpio');
  bus.command(0x29);
  t.equal(rpio.read(25), 0);
  bus.command(0x36, Uint8Array.of(0x60));
  t.equal(rpio.read(25), 1);
  t.equal(rpio.read(27), 1, 'and reset is let go');
  bus.close();
  t.throws(() => bus.pixels(Uint8Array.of(1, 2)), { name: 'DisplayError', code: 'bus-lost' });
});

t.test('bus and light share the registers', async (t) => {
  const systemRoot = pi(t, {});
  const bus = await openRpioBus({ wiring, mhz: 40, systemRoot, mock });
  const light = await openBacklight({ kind: 'rpio-pwm', line: 18 }, { systemRoot, mock });
  light.set(0.5);
  bus.close();
  light.set(0);
  light.close();
  light.close();
});

t.test('a light on a line without PWM is refused', async (t) => {
  await t.rejects(openBacklight({ kind: 'rpio-pwm', line: 24 }, { systemRoot: pi(t, {}), mock }), {
    code: 'config-invalid',
    message: /GPIO 24 has no PWM.*12, 13, 18, 19/,
  });
});

for (const [model, seen] of [
  ['Raspberry Pi 5 Model B Rev 1.0', /this is Raspberry Pi 5 Model B/],
  ['Raspberry Pi Compute Module 5 Rev 1.0', /Compute Module 5/],
  ['Orange Pi Zero', /Orange Pi Zero/],
  [null, /no Raspberry Pi/],
] as const) {
  t.test(`it is refused on ${model ?? 'a machine without a device tree'}`, async (t) => {
    const refused = { name: 'DisplayError', code: 'rpio-wrong-machine', message: seen };
    await t.rejects(openRpioBus({ wiring, mhz: 40, systemRoot: pi(t, { model }), mock }), refused);
    await t.rejects(openBacklight({ kind: 'rpio-pwm', line: 18 }, { systemRoot: pi(t, { model }), mock }), refused);
  });
}

t.test('it is refused where the memory of the registers may not be opened', async (t) => {
  const systemRoot = pi(t, { files: { 'dev/mem': null } });
  await t.rejects(openRpioBus({ wiring, mhz: 40, systemRoot, mock }), {
    code: 'no-permission',
    message: /run framed as root/,
  });
});

t.test('it has SPI0 only, and lines of the header', async (t) => {
  const systemRoot = pi(t, {});
  const open = (change: object) => openRpioBus({ wiring: { ...wiring, ...change }, mhz: 40, systemRoot, mock });
  await t.rejects(open({ device: 'spidev1.0' }), { code: 'config-invalid', message: /"spidev1\.0"/ });
  await t.rejects(open({ dc: 77 }), { code: 'gpio-refused', message: /GPIO 77 \(data\/command\)/ });
  await t.rejects(open({ reset: 77 }), { code: 'gpio-refused', message: /GPIO 77 \(reset\)/ });
});

t.test(
  'where native modules are not installed, each bus says so, and the display can be loaded all the same',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'framed-bare-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    cpSync(join(packageRoot, 'dist/display'), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
    const options = { wiring, mhz: 40, systemRoot: pi(t, {}), mock };
    const { openRpioBus } = await load('bus/rpio-bus.js');
    await t.rejects(openRpioBus(options), { name: 'DisplayError', code: 'rpio-missing', message: /npm install rpio/ });
    const { openSpidevBus } = await load('bus/spidev-bus.js');
    await t.rejects(openSpidevBus(options), { name: 'DisplayError', code: 'native-missing', message: /npm ci/ });
  },
);

function pi(t: Test, machine: FakePi): string {
  const root = t.testdir({});
  layOutFakePi(root, machine);
  return root;
}
