import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { detectMachine } from '../../../display/detect/machine-facts.js';
import { writeTree } from '../framebuffer/fake-machine.js';
import { detectPi } from './pi-machine.js';

t.test('a Raspberry Pi is read from its files', (t) => {
  const facts = detectPi(t, {
    bufsiz: 4096,
    coreClockHz: 500_000_000,
    framebuffers: [{ number: 1, width: 240, height: 240, spiClockHz: 62_500_000 }],
    console: true,
  });
  t.match(facts, {
    model: 'Raspberry Pi 4 Model B Rev 1.4',
    kernel: '6.12.34+rpt-rpi-v8',
    user: { uid: 1000, name: 'pi', groups: ['pi', 'video', 'spi'] },
    spidevs: [{ device: 'spidev0.0', writable: true, group: 'spi' }, { device: 'spidev0.1' }],
    spidevBufsizBytes: 4096,
    gpioChips: [{ name: 'gpiochip0', label: 'pinctrl-bcm2711', isHeader: true, group: 'gpio' }],
    framebuffers: [{ number: 1, name: 'panel-mipi-dbid', hasConsole: false }],
    coreClockHz: 500_000_000,
    bootConfig: { path: '/boot/firmware/config.txt', spiOn: true },
  });
  t.end();
});

t.test('what is not there is absent, and nothing throws', (t) => {
  const facts = detectMachine({ systemRoot: t.testdir() });
  t.match(facts, { spidevs: [], framebuffers: [], gpioChips: [], backlights: [], pwmChips: [] });
  t.equal(facts.model, undefined);
  t.equal(facts.bootConfig, undefined);
  t.doesNotThrow(() => detectMachine(), 'this very machine');
  t.end();
});

t.test(
  'what may be used is asked of the system',
  { skip: process.getuid?.() === 0 && 'root may do everything' },
  (t) => {
    const root = t.testdir({ dev: { 'spidev0.0': '' } });
    chmodSync(join(root, 'dev/spidev0.0'), 0o400);
    t.match(detectMachine({ systemRoot: root }).spidevs, [{ readable: true, writable: false }]);
    t.end();
  },
);

t.test('lights are found with what they can', (t) => {
  const root = t.testdir();
  writeTree(root, {
    'sys/class/backlight/panel/max_brightness': '31\n',
    'sys/class/backlight/panel/brightness': '31\n',
    'sys/class/pwm/pwmchip0/npwm': '2\n',
    'sys/devices/fe20c000.pwm/uevent': '',
  });
  symlinkSync(join(root, 'sys/devices/fe20c000.pwm'), join(root, 'sys/class/pwm/pwmchip0/device'));
  const { backlights, pwmChips } = detectMachine({ systemRoot: root });
  t.same(backlights, [{ name: 'panel', maxBrightness: 31, writable: true }]);
  t.same(pwmChips, [{ number: 0, channels: 2, device: 'fe20c000.pwm' }]);
  t.end();
});

t.test('without the older face of GPIO the device tree says which chip it is', (t) => {
  const root = t.testdir();
  const device = 'sys/devices/platform/axi/1f000d0000.gpio';
  writeTree(root, {
    [`${device}/gpiochip0/dev`]: '254:0\n',
    [`${device}/of_node/compatible`]: 'raspberrypi,rp1-gpio\0',
    'dev/gpiochip0': '',
  });
  mkdirSync(join(root, 'sys/bus/gpio/devices'), { recursive: true });
  symlinkSync(join(root, device, 'gpiochip0'), join(root, 'sys/bus/gpio/devices/gpiochip0'));
  t.match(detectMachine({ systemRoot: root }).gpioChips, [{ label: 'pinctrl-rp1', isHeader: true }]);
  t.end();
});
