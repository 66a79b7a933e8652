import t, { type Test } from 'tap';
import { chooseOutput } from '../../../display/detect/choose-output.js';
import type { Panel } from '../../../display/panel.js';
import { detectPi, type PiMachine } from './pi-machine.js';

const PANEL: Panel = {
  name: 'st7789-240x240',
  title: 'ST7789, 240x240',
  controller: 'st7789',
  width: 240,
  height: 240,
  shape: 'rectangle',
  rotation: 0,
  wiring: { device: 'spidev0.0', dc: 25, reset: 27, backlight: 24 },
};
const KERNEL_PANEL = { number: 1, width: 240, height: 240 };
const HDMI = { number: 0, name: 'vc4drmfb', width: 1920, height: 1080, bitsPerPixel: 32 } as const;

t.test('a panel that the kernel drives comes first', (t) => {
  const facts = detectPi(t, { framebuffers: [HDMI, KERNEL_PANEL] });
  t.same(chooseOutput(facts, PANEL, 'auto'), { output: 'framebuffer', device: 'panel-mipi-dbid', missing: [] });
  t.end();
});

t.test('then the SPI pins, and never a screen on HDMI that nobody asked for', (t) => {
  const facts = detectPi(t, { framebuffers: [HDMI] });
  t.same(chooseOutput(facts, PANEL, 'auto'), { output: 'spi', device: 'spidev0.0', missing: [] });
  const asked = chooseOutput(facts, PANEL, 'framebuffer', { framebuffer: 'fb0' });
  t.match(asked, { output: 'framebuffer', device: 'vc4drmfb' });
  t.end();
});

t.test('two framebuffers of one name are told apart by number', (t) => {
  const facts = detectPi(t, { framebuffers: [KERNEL_PANEL, { ...KERNEL_PANEL, number: 2 }] });
  t.equal(chooseOutput(facts, PANEL, 'auto').device, 'fb1');
  t.end();
});

t.test('a panel that is too small is passed over for one that is not', (t) => {
  const small = { number: 0, width: 128, height: 128 };
  const facts = detectPi(t, { framebuffers: [small, { ...KERNEL_PANEL, name: 'fb_st7789v' }] });
  t.equal(chooseOutput(facts, PANEL, 'auto').device, 'fb_st7789v');
  t.end();
});

t.test('where there is no glass it is the virtual panel, and every way says what it lacks', (t) => {
  const cases: [PiMachine, RegExp[]][] = [
    [
      { spidevs: [], configTxt: '' },
      [/no small panel.*framed firmware/, /SPI is off.*firmware\/config\.txt.*: dtparam=spi=on$/],
    ],
    [{ forbidden: 'spidev' }, [/no small panel/, /spidev0\.0 may not be used by pi.*: sudo usermod -aG spi pi$/]],
    [{ forbidden: 'gpiochip' }, [/no small panel/, /gpiochip0 may not be used.*: sudo usermod -aG gpio pi$/]],
    [{ spidevs: ['spidev0.1'] }, [/no small panel/, /wired to spidev0\.0.*there are: spidev0\.1/]],
    [{ spidevs: [], configPath: 'boot/config.txt' }, [/no small panel/, /turns SPI on.*modprobe spidev/]],
    [
      { spidevs: [], configTxt: 'dtparam=spi=on\ndtoverlay=mipi-dbi-spi,spi0-0\n' },
      [
        /says dtoverlay=mipi-dbi-spi.*made no framebuffer.*dmesg/,
        /gives it to a driver.*display\.output: framebuffer$/,
      ],
    ],
    [
      { spidevs: [], framebuffers: [KERNEL_PANEL], forbidden: 'dev/fb' },
      [/fb1 .* may not be written by pi.*: sudo usermod -aG video pi$/, /turns SPI on/],
    ],
  ];
  for (const [machine, sentences] of cases) lacks(t, machine, sentences);
  t.end();
});

t.test('a framebuffer on its side is answered with the rotation', (t) => {
  const facts = detectPi(t, { framebuffers: [{ width: 240, height: 320 }] });
  const wide: Panel = { ...PANEL, width: 320 };
  t.match(chooseOutput(facts, wide, 'framebuffer').missing, [/240x320.*too small for.*320x240.*panel\.rotation$/]);
  t.equal(chooseOutput(facts, { ...wide, rotation: 90 }, 'framebuffer').output, 'framebuffer');
  t.end();
});

t.test('a machine that is no Raspberry Pi says so once', (t) => {
  const facts = { ...detectPi(t, { spidevs: [] }), model: undefined, gpioChips: [] };
  const { output, missing } = chooseOutput(facts, PANEL, 'auto');
  t.equal(output, 'virtual');
  t.equal(missing.length, 2);
  t.match(missing[1], /no Raspberry Pi and has no SPI device/);
  t.end();
});

t.test('a panel without wiring is answered with the keys that give it', (t) => {
  const { wiring: _, ...unwired } = PANEL;
  t.match(chooseOutput(detectPi(t), unwired, 'spi').missing, [/to which pins.*display: \{ spi: \{ device/]);
  t.end();
});

t.test('rpio is refused on a Pi 5 and without root, and taken with it', (t) => {
  const wish = { bus: 'rpio' } as const;
  t.match(chooseOutput(detectPi(t), PANEL, 'spi', wish).missing, [/needs root/]);
  t.match(chooseOutput(detectPi(t, { uid: 0 }), PANEL, 'spi', wish), { output: 'spi', missing: [] });
  const pi5 = detectPi(t, { uid: 0, model: 'Raspberry Pi 5 Model B Rev 1.0' });
  t.match(chooseOutput(pi5, PANEL, 'spi', wish).missing, [/Pi 0 to 4 only.*Raspberry Pi 5/]);
  t.end();
});

t.test('the virtual panel lacks nothing where it is asked for', (t) => {
  t.same(chooseOutput(detectPi(t), PANEL, 'virtual'), { output: 'virtual', missing: [] });
  t.end();
});

function lacks(t: Test, machine: PiMachine, sentences: readonly RegExp[]): void {
  const { output, missing } = chooseOutput(detectPi(t, machine), PANEL, 'auto');
  t.equal(output, 'virtual');
  t.match(missing, sentences);
  t.equal(missing.length, sentences.length, missing.join('\n'));
}
