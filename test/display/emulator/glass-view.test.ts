import t from 'tap';
import { DCS } from '../../../display/dcs.js';
import { smallChip, Wire } from './wire.js';

const RED = 0xf800;
const BLUE = 0x001f;

t.test('at power-on there is noise in the memory, and it is shown where nobody clears it', async (t) => {
  const wire = Wire.awake();
  t.ok(new Set(wire.rows().flat()).size > 20);
});

t.test('asleep or switched off, the glass is black, and the picture is kept', async (t) => {
  const wire = Wire.awake();
  wire.count();
  const shown = wire.rows();
  const isBlack = () =>
    wire
      .rows()
      .flat()
      .every((pixel) => pixel === 0);
  wire.command(DCS.DISPOFF);
  t.ok(isBlack());
  wire.command(DCS.DISPON);
  t.same(wire.rows(), shown);
  wire.command(DCS.SLPIN);
  t.ok(isBlack());
  wire.wait(120);
  wire.command(DCS.SLPOUT);
  wire.wait(5);
  t.same(wire.rows(), shown);
  wire.command(DCS.SWRESET);
  t.ok(isBlack());
});

t.test(
  'without the inversion that the glass needs, colours are inverted, and with one that it does not need',
  async (t) => {
    for (const inverted of [false, true]) {
      const wire = Wire.awake({ inverted });
      wire.window(0, 3, 0, 5);
      wire.pixels(RED);
      wire.command(inverted ? DCS.INVON : DCS.INVOFF);
      t.equal(wire.rows()[0]?.[0], RED);
      wire.command(inverted ? DCS.INVOFF : DCS.INVON);
      t.equal(wire.rows()[0]?.[0], 0xffff ^ RED);
    }
  },
);

t.test('with the other colour order, blue is seen for red', async (t) => {
  for (const colorOrder of ['rgb', 'bgr'] as const) {
    const wire = Wire.awake({ colorOrder });
    wire.window(0, 3, 0, 5);
    wire.pixels(RED, BLUE, 0x07e0);
    wire.command(DCS.MADCTL, colorOrder === 'bgr' ? 0x08 : 0x00);
    t.same(wire.rows()[0]?.slice(0, 3), [RED, BLUE, 0x07e0]);
    wire.command(DCS.MADCTL, colorOrder === 'bgr' ? 0x00 : 0x08);
    t.same(wire.rows()[0]?.slice(0, 3), [BLUE, RED, 0x07e0]);
  }
});

t.test('a picture turned clockwise by 90 has its top along the right edge of the standing glass', async (t) => {
  const wire = Wire.awake({ rotation: 90 });
  t.same(wire.emulator.geometry, { width: 6, height: 4 });
  wire.count();
  t.same(wire.rows()[0], [4, 8, 12, 16, 20, 24]);
  t.same(wire.rows()[3], [1, 5, 9, 13, 17, 21]);
});

t.test('the turn of the glass and the rotation of the picture add up', async (t) => {
  const turned = Wire.awake({ width: 6, height: 4, turn: 270, rotation: 180 });
  const rotated = Wire.awake({ rotation: 90 });
  turned.count();
  rotated.count();
  t.same(turned.rows(), rotated.rows());
});

t.test('on a mirrored glass the columns run right to left, and mirroring a mirrored chip rights it', async (t) => {
  const mirrored = Wire.awake({ mirrored: true });
  mirrored.count();
  t.same(mirrored.rows()[0], [4, 3, 2, 1]);
  const twice = Wire.awake({ mirrored: true }, { ...smallChip, mirrored: true });
  twice.count();
  t.same(twice.rows()[0], [1, 2, 3, 4]);
});

t.test('a glass smaller than the memory shows the part at its offset', async (t) => {
  const wire = Wire.awake({ width: 2, height: 3, offset: { x: 1, y: 2 } });
  wire.count();
  t.same(wire.rows(), [
    [10, 11],
    [14, 15],
    [18, 19],
  ]);
});

t.test('a glass larger than the memory is refused', async (t) => {
  t.throws(() => new Wire({ offset: { x: 1, y: 0 } }), { name: 'EmulatorError', code: 'glass-outside-gram' });
});

t.test('scrolling moves the middle part round and lets top and bottom stand, until NORON', async (t) => {
  const wire = Wire.awake();
  wire.count();
  const firsts = () => wire.rows().map(([first]) => first);
  wire.command(DCS.VSCRDEF, 0, 1, 0, 4, 0, 1);
  wire.command(DCS.VSCSAD, 0, 3);
  t.same(firsts(), [1, 13, 17, 5, 9, 21]);
  wire.command(DCS.VSCSAD, 0, 1);
  t.same(firsts(), [1, 5, 9, 13, 17, 21]);
  wire.command(DCS.VSCSAD, 0, 4);
  wire.command(DCS.NORON);
  t.same(firsts(), [1, 5, 9, 13, 17, 21]);
});

t.test('TEON, TEOFF and WRDISBV are heard', async (t) => {
  const wire = Wire.awake();
  wire.command(DCS.TEON, 0);
  wire.command(DCS.WRDISBV, 0x80);
  t.match(wire.emulator.registers, { tearingEffect: true, brightness: 0x80 });
  wire.command(DCS.TEOFF);
  t.equal(wire.emulator.registers.tearingEffect, false);
});

t.test('a vendor command with its parameters changes nothing that is seen', async (t) => {
  const wire = Wire.awake();
  wire.count();
  const before = wire.rows();
  wire.command(0xb1, 1, 2, 3, 4, 5, 6, 7);
  wire.command(0xef);
  t.same(wire.rows(), before);
});
