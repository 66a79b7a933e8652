import t, { type Test } from 'tap';
import { parseConfig } from '../../../daemon/config/load.js';
import { chooseGlass } from '../../../daemon/glass/choose-glass.js';
import { buildPi, type PiMachine } from '../../display/detect/pi-machine.js';
import { writeTree } from '../../display/framebuffer/fake-machine.js';

t.test('a machine without glass plays on the virtual panel, and says what is missing', async (t) => {
  const { display, missing } = await chooseGlass({ config: parseConfig('', 'c.yaml'), systemRoot: t.testdir() });
  t.match(display, { output: 'virtual', geometry: { width: 320, height: 240 } });
  t.match(missing.join('\n'), /spidev/);
});

t.test('whoever wants the virtual panel misses nothing', async (t) => {
  const config = parseConfig('display: { output: virtual }', 'c.yaml');
  t.same((await chooseGlass({ config, systemRoot: t.testdir() })).missing, []);
});

t.test('an emulated bus is for the virtual panel, with the panel as configured', async (t) => {
  const text = 'panel: { inverted: true }\ndisplay: { output: virtual, virtual: { bus_mhz: 40, rectangle_us: 20 } }';
  const { display } = await chooseGlass({ config: parseConfig(text, 'c.yaml'), systemRoot: t.testdir() });
  t.match(display, { output: 'virtual', emulate: { busMhz: 40, rectangleUs: 20, panel: { inverted: true } } });
});

t.test(
  'a panel on the SPI pins is found, with the wiring of its maker and what the configuration says over it',
  async (t) => {
    const text = `
panel: { name: ili9341-240x320-waveshare-2in4, rotation: 180 }
display: { spi: { dc: 9, mhz: 32, rectangle_us: 90 } }`;
    const systemRoot = pi(t);
    const { display, missing } = await chooseGlass({ config: parseConfig(text, 'c.yaml'), systemRoot });
    t.same(missing, []);
    t.match(display, {
      output: 'spi',
      bus: 'spidev',
      wiring: { device: 'spidev0.0', dc: 9, reset: 27, backlight: 18 },
      panel: { rotation: 180 },
      mhz: 32,
      rectangleUs: 90,
      backlight: { kind: 'gpio', line: 18 },
      systemRoot,
    });
  },
);

t.test('a light that the configuration names is taken instead', async (t) => {
  const text =
    'panel: { name: ili9341-240x320-waveshare-2in4 }\ndisplay: { backlight: { kind: pwm, chip: 0, channel: 1 } }';
  const { display } = await chooseGlass({ config: parseConfig(text, 'c.yaml'), systemRoot: pi(t) });
  t.match(display, { output: 'spi', backlight: { kind: 'pwm', chip: 0, channel: 1 } });
});

t.test('a panel that the kernel drives comes first, with the one light the kernel has', async (t) => {
  const systemRoot = pi(t, { framebuffers: [{ name: 'panel-mipi-dbid', width: 320, height: 240 }] });
  writeTree(systemRoot, {
    'sys/class/backlight/panel/brightness': '255',
    'sys/class/backlight/panel/max_brightness': '255',
  });
  const { display } = await chooseGlass({ config: parseConfig('', 'c.yaml'), systemRoot });
  t.match(display, { output: 'framebuffer', backlight: { kind: 'sysfs', name: 'panel' } });
});

t.test(
  'a framebuffer as large as the panel standing is given the picture turned; one turned by its driver is not',
  async (t) => {
    const config = parseConfig('panel: { name: st7789-240x320, rotation: 90 }', 'c.yaml');
    const onFramebuffer = async (width: number, height: number) =>
      (await chooseGlass({ config, systemRoot: pi(t, { framebuffers: [{ width, height }] }) })).display;
    const standing = await onFramebuffer(240, 320);
    t.match(standing, { output: 'framebuffer', rotation: 90, geometry: { width: 320, height: 240 } });
    t.match(await onFramebuffer(320, 240), { rotation: 0, geometry: { width: 320, height: 240 } });
  },
);

t.test('filling a framebuffer means pictures of its size', async (t) => {
  const text = 'display: { output: framebuffer, framebuffer: { device: fb0, fill: true } }';
  const framebuffers = [{ name: 'vc4drmfb', width: 800, height: 480, bitsPerPixel: 32 as const }];
  const { display, panel } = await chooseGlass({
    config: parseConfig(text, 'c.yaml'),
    systemRoot: pi(t, { framebuffers }),
  });
  t.match(display, { output: 'framebuffer', geometry: { width: 800, height: 480 } });
  t.match(panel, { width: 800, height: 480 });
});

/** A Pi 4 whose SPI is on, as far as files tell. */
function pi(t: Test, options: PiMachine = {}): string {
  const root = t.testdir();
  buildPi(root, options);
  return root;
}
