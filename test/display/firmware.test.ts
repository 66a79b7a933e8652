import t from 'tap';
import { BUILT_IN_CONTROLLERS } from '../../display/controllers/built-in.js';
import { ili9486 } from '../../display/controllers/ili9486.js';
import { ili9488 } from '../../display/controllers/ili9488.js';
import { type InitStep, parseInitTable } from '../../display/controllers/init-table.js';
import { st7789 } from '../../display/controllers/st7789.js';
import { encodeFirmware, firmwareConfigLines } from '../../display/firmware.js';
import { resolveGlass } from '../../display/glass.js';
import type { Panel, Wiring } from '../../display/panel.js';
import { panelOf } from './panel-of.js';

const WIRING: Wiring = { device: 'spidev0.0', dc: 25, reset: 27, backlight: 24 };

t.test('read back as the kernel reads it, a firmware holds the init steps of its controller', (t) => {
  for (const controller of BUILT_IN_CONTROLLERS.values()) {
    const { initSteps } = resolveGlass(panelOf(controller), controller);
    t.same(decode(encodeFirmware(initSteps)), initSteps, controller.name);
  }
  t.end();
});

t.test('a wait of more than one byte can say becomes several', (t) => {
  const steps = parseInitTable('11 [500]\n29', { madctl: 0, colmod: 0, inverted: false });
  const commands = encodeFirmware(steps).subarray(16);
  t.same([...commands], [0x11, 0, 0, 1, 255, 0, 1, 245, 0x29, 0]);
  t.end();
});

t.test('config.txt is told size, place, pins, clock and the name of the firmware', (t) => {
  const lines = configLines({ width: 135, height: 240, offset: { x: 52, y: 40 }, rotation: 90 });
  t.same(lines, [
    'dtparam=spi=on',
    'dtoverlay=mipi-dbi-spi,spi0-0,speed=62500000',
    'dtparam=compatible=mine\\0panel-mipi-dbi-spi',
    'dtparam=width=240,height=135,x-offset=40,y-offset=53',
    'dtparam=reset-gpio=27,dc-gpio=25',
    'dtparam=backlight-gpio=24',
    'dtparam=write-only',
  ]);
  t.end();
});

t.test('what is not wired is not told, and mode 3 is', (t) => {
  const lines = configLines({ spiMode: 3, maxMhz: 33.3 }, { device: 'spidev1.2', dc: 9 });
  t.same(lines.slice(1), [
    'dtoverlay=mipi-dbi-spi,spi1-2,speed=33300000',
    'dtparam=compatible=mine\\0panel-mipi-dbi-spi',
    'dtparam=width=240,height=320,x-offset=0,y-offset=0',
    'dtparam=dc-gpio=9',
    'dtparam=write-only,cpha,cpol',
  ]);
  t.end();
});

t.test("what the kernel's driver cannot do is refused, with what can", (t) => {
  const refused = (message: RegExp) => ({ code: 'firmware-unsupported', message });
  const of = (controller: typeof ili9486, own: Partial<Panel>) => () => {
    const panel = panelOf(controller, own);
    firmwareConfigLines('mine', panel, resolveGlass(panel, controller), WIRING);
  };
  t.throws(of(ili9486, { wordBits: 16 }), refused(/words of 16 bits.*waveshare35a/));
  t.throws(of(ili9488, {}), refused(/18-bit colour only/));
  t.throws(() => configLines({}, { device: 'spidev3.0', dc: 1 }), refused(/does not know "spidev3\.0"/));
  t.throws(() => configLines({}, WIRING, 'My Panel'), refused(/"My Panel" cannot name a firmware/));
  t.throws(() => configLines({}, WIRING, 'x'.repeat(36)), refused(/up to 35/));
  t.end();
});

function configLines(own: Partial<Panel>, wiring = WIRING, name = 'mine'): string[] {
  const panel = panelOf(st7789, own);
  return firmwareConfigLines(name, panel, resolveGlass(panel, st7789), wiring);
}

/** As panel_mipi_dbi_check_commands and panel_mipi_dbi_commands_execute read it; waits in a row are one. */
function decode(firmware: Uint8Array): InitStep[] {
  if (Buffer.from(firmware.subarray(0, 15)).toString('latin1') !== 'MIPI DBI\0\0\0\0\0\0\0') throw new Error('magic');
  if (firmware[15] !== 1) throw new Error('version');
  const steps: InitStep[] = [];
  for (let at = 16; at < firmware.length; ) {
    const [opcode = 0, count = 0] = firmware.subarray(at, at + 2);
    const parameters = firmware.slice(at + 2, at + 2 + count);
    if (parameters.length !== count) throw new Error('malformed');
    at += 2 + count;
    const last = steps.at(-1);
    const [ms = 0] = parameters;
    if (opcode !== 0 || count !== 1) steps.push({ kind: 'command', opcode, parameters });
    else if (last?.kind === 'sleep') steps[steps.length - 1] = { kind: 'sleep', ms: last.ms + ms };
    else steps.push({ kind: 'sleep', ms });
  }
  return steps;
}
