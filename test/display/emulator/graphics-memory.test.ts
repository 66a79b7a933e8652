import t from 'tap';
import { DCS } from '../../../display/dcs.js';
import { Wire } from './wire.js';

/** The window of 2 by 2 pixels whose first is the memory's second column and third row. */
function windowed(): Wire {
  const wire = Wire.awake();
  wire.window(0, 3, 0, 5);
  wire.pixels(...new Array<number>(24).fill(0));
  wire.window(1, 2, 2, 3);
  return wire;
}

t.test('pixels go along the columns, then to the next row', async (t) => {
  const wire = windowed();
  wire.pixels(1, 2, 3);
  t.same(wire.rows(), [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 1, 2, 0],
    [0, 3, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
});

t.test('past the last pixel of the window the pointer is at its first again', async (t) => {
  const wire = windowed();
  wire.pixels(1, 2, 3, 4, 5);
  t.same(wire.rows().slice(2, 4), [
    [0, 5, 2, 0],
    [0, 3, 4, 0],
  ]);
});

t.test('RAMWR begins at the first pixel, RAMWRC goes on where the last write ended', async (t) => {
  const wire = windowed();
  wire.pixels(1);
  wire.command(DCS.RAMWRC);
  wire.data(0, 2, 0, 3);
  wire.pixels(9);
  t.same(wire.rows().slice(2, 4), [
    [0, 9, 2, 0],
    [0, 3, 0, 0],
  ]);
});

t.test('a pixel may come in two transfers', async (t) => {
  const wire = windowed();
  wire.command(DCS.RAMWR);
  wire.data(0x12);
  wire.data(0x34, 0x56);
  wire.data(0x78);
  t.same(wire.rows()[2], [0, 0x1234, 0x5678, 0]);
});

t.test('with 18 bits a pixel has three bytes, of which the upper bits are seen', async (t) => {
  const wire = windowed();
  wire.command(DCS.COLMOD, 0x66);
  wire.command(DCS.RAMWR);
  wire.data(0xff, 0x80, 0x08, 0x00, 0xff);
  wire.data(0xff);
  t.same(wire.rows()[2], [0, 0xfc01, 0x07ff, 0]);
});

t.test('the window and the memory outlive other commands, and SWRESET leaves the memory as it is', async (t) => {
  const wire = Wire.awake();
  wire.count();
  const before = wire.rows();
  wire.command(DCS.SWRESET);
  wire.wait(120);
  wire.command(DCS.SLPOUT);
  wire.wait(5);
  wire.command(DCS.DISPON);
  t.same(wire.rows(), before);
});

/** Where the first four pixels of a write land: at the eight settings of MY, MX and MV (ST7789V datasheet, "Address Control"). */
const FIRST_PIXELS: readonly (readonly [madctl: number, cells: readonly (readonly [column: number, row: number])[]])[] =
  [
    [
      0x00,
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [3, 0],
        [0, 1],
      ],
    ],
    [
      0x40,
      [
        [3, 0],
        [2, 0],
        [1, 0],
        [0, 0],
        [3, 1],
      ],
    ],
    [
      0x80,
      [
        [0, 5],
        [1, 5],
        [2, 5],
        [3, 5],
        [0, 4],
      ],
    ],
    [
      0xc0,
      [
        [3, 5],
        [2, 5],
        [1, 5],
        [0, 5],
        [3, 4],
      ],
    ],
    [
      0x20,
      [
        [0, 0],
        [0, 1],
        [0, 2],
        [0, 3],
        [0, 4],
      ],
    ],
    [
      0x60,
      [
        [3, 0],
        [3, 1],
        [3, 2],
        [3, 3],
        [3, 4],
      ],
    ],
    [
      0xa0,
      [
        [0, 5],
        [0, 4],
        [0, 3],
        [0, 2],
        [0, 1],
      ],
    ],
    [
      0xe0,
      [
        [3, 5],
        [3, 4],
        [3, 3],
        [3, 2],
        [3, 1],
      ],
    ],
  ];

for (const [madctl, cells] of FIRST_PIXELS) {
  t.test(`MADCTL ${madctl.toString(16).padStart(2, '0')} sends pixels where the datasheet draws them`, async (t) => {
    const wire = Wire.awake();
    wire.command(DCS.MADCTL, madctl);
    const isExchanged = (madctl & 0x20) !== 0;
    wire.window(0, isExchanged ? 5 : 3, 0, isExchanged ? 3 : 5);
    wire.pixels(...Array.from({ length: 24 }, (_, pixel) => pixel + 1));
    const rows = wire.rows();
    t.same(
      cells.map(([column, row]) => rows[row]?.[column]),
      [1, 2, 3, 4, 5],
    );
    t.same(
      rows.flat().sort((a, b) => a - b),
      Array.from({ length: 24 }, (_, pixel) => pixel + 1),
      'all are written once',
    );
  });
}

t.test('behind a 16-bit adapter a byte 00 goes before commands and parameters, and pixels are words', async (t) => {
  const wire = new Wire({ wordBits: 16 });
  const send = (opcode: number, ...parameters: number[]) => {
    wire.emulator.write(0, Uint8Array.of(0, opcode), wire.nowMs);
    if (parameters.length > 0) wire.data(...parameters.flatMap((parameter) => [0, parameter]));
  };
  send(DCS.SLPOUT);
  wire.wait(120);
  send(DCS.COLMOD, 0x55);
  send(DCS.DISPON);
  send(DCS.CASET, 0, 0, 0, 3);
  send(DCS.RASET, 0, 0, 0, 5);
  send(DCS.RAMWR);
  wire.data(0x12, 0x34, 0x56, 0x78);
  t.same(wire.rows()[0]?.slice(0, 2), [0x1234, 0x5678]);
});
