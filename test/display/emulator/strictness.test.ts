import t from 'tap';
import { ili9488 } from '../../../display/controllers/ili9488.js';
import { DCS } from '../../../display/dcs.js';
import { Wire } from './wire.js';

/** What a host must not do: the code it is told, what it did, and on what. */
const FAULTS: readonly (readonly [code: string, title: string, fault: (wire: Wire) => void])[] = [
  ['no-window', 'pixels before any window', (wire) => wire.pixels(1)],
  [
    'no-window',
    'pixels with columns only',
    (wire) => {
      wire.command(DCS.CASET, 0, 0, 0, 3);
      wire.pixels(1);
    },
  ],
  ['window-backwards', 'a window that ends before it starts', (wire) => wire.command(DCS.CASET, 0, 2, 0, 1)],
  ['window-outside-gram', 'a column outside the memory', (wire) => wire.command(DCS.CASET, 0, 0, 0, 4)],
  ['window-outside-gram', 'a row outside the memory', (wire) => wire.command(DCS.RASET, 0, 0, 1, 0)],
  [
    'window-outside-gram',
    'a window that MADCTL has moved out of the memory',
    (wire) => {
      wire.window(0, 3, 0, 5);
      wire.command(DCS.MADCTL, 0x20);
      wire.pixels(1);
    },
  ],
  [
    'half-pixel',
    'a pixel write that ends in the middle of a pixel',
    (wire) => {
      wire.window(0, 3, 0, 5);
      wire.command(DCS.RAMWR);
      wire.data(1, 2, 3);
      wire.command(DCS.NOP);
    },
  ],
  [
    'too-few-parameters',
    'a command that has lost a parameter',
    (wire) => {
      wire.command(DCS.CASET, 0, 0, 0);
      wire.command(DCS.RAMWR);
    },
  ],
  ['too-many-parameters', 'a command with a parameter too many', (wire) => wire.command(DCS.MADCTL, 0, 0)],
  ['too-many-parameters', 'a parameter where there is none', (wire) => wire.command(DCS.DISPON, 1)],
  ['pixel-format-not-taken', 'a colour format that no controller has', (wire) => wire.command(DCS.COLMOD, 0x01)],
  ['scroll-areas-wrong', 'scroll areas that are not the memory', (wire) => wire.command(DCS.VSCRDEF, 0, 1, 0, 1, 0, 1)],
  [
    'scroll-start-outside',
    'a scroll start outside the moving part',
    (wire) => {
      wire.command(DCS.VSCRDEF, 0, 1, 0, 4, 0, 1);
      wire.command(DCS.VSCSAD, 0, 5);
    },
  ],
  [
    'in-reset',
    'a command while the reset line is low',
    (wire) => {
      wire.emulator.setReset(0, wire.nowMs);
      wire.command(DCS.NOP);
    },
  ],
  [
    'reset-too-short',
    'a reset pulse of 5 us',
    (wire) => {
      wire.emulator.setReset(0, wire.nowMs);
      wire.emulator.setReset(1, wire.nowMs + 0.005);
    },
  ],
  ['wrong-size', 'a look with a buffer of another size', (wire) => wire.emulator.visiblePixels(new Uint8Array(2))],
];

for (const [code, title, fault] of FAULTS) {
  t.test(`${title} is refused: ${code}`, async (t) => {
    t.throws(() => fault(Wire.awake()), { name: 'EmulatorError', code });
  });
}

t.test('pixels while asleep are refused', async (t) => {
  const wire = Wire.awake();
  wire.window(0, 3, 0, 5);
  wire.command(DCS.SLPIN);
  wire.wait(5);
  t.throws(() => wire.command(DCS.RAMWR), { code: 'asleep' });
});

t.test('data before any command is refused', async (t) => {
  t.throws(() => new Wire().data(1), { code: 'data-without-command' });
});

t.test('a transfer longer than the driver takes is refused', async (t) => {
  const wire = new Wire({}, undefined, { maxTransferBytes: 4 });
  wire.command(0xb1, 1, 2, 3, 4);
  t.throws(() => wire.command(0xb1, 1, 2, 3, 4, 5), { code: 'transfer-too-long' });
});

t.test('behind a 16-bit adapter half a word is refused, and a command without its 00', async (t) => {
  const wire = new Wire({ wordBits: 16 });
  t.throws(() => wire.command(DCS.SLPOUT), { code: 'half-word' });
  t.throws(() => wire.emulator.write(0, Uint8Array.of(DCS.SLPOUT, 0), wire.nowMs), { code: 'high-byte-set' });
});

t.test('a chip that takes only 18-bit colour over SPI refuses 16-bit colour', async (t) => {
  const wire = new Wire({}, ili9488);
  t.throws(() => wire.command(DCS.COLMOD, 0x55), { code: 'pixel-format-not-taken' });
  wire.command(DCS.COLMOD, 0x66);
});

t.test('a message says what was done and what is demanded', async (t) => {
  const wire = Wire.awake();
  t.throws(() => wire.command(DCS.CASET, 0, 0, 0, 4), {
    message: 'CASET (2A) said 0 to 4; at this MADCTL the memory goes from 0 to 3.',
  });
});
