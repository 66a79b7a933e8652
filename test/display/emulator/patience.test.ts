import t from 'tap';
import { DCS } from '../../../display/dcs.js';
import { Wire } from './wire.js';

for (const [name, opcode] of [
  ['SWRESET', DCS.SWRESET],
  ['SLPOUT', DCS.SLPOUT],
] as const) {
  t.test(`no command is taken in the 5 ms after ${name}, and any after them`, async (t) => {
    const wire = new Wire();
    wire.command(opcode);
    wire.wait(4.99);
    t.throws(() => wire.command(DCS.NOP), { name: 'EmulatorError', code: 'too-soon' });
    wire.wait(0.01);
    wire.command(DCS.NOP);
  });
}

t.test('no command is taken in the 5 ms after the reset line went high', async (t) => {
  const wire = new Wire();
  wire.emulator.setReset(0, wire.nowMs);
  wire.wait(20);
  wire.emulator.setReset(1, wire.nowMs);
  wire.wait(4);
  t.throws(() => wire.command(DCS.NOP), { code: 'too-soon', message: /4\.00 ms after reset/ });
  wire.wait(1);
  wire.command(DCS.NOP);
});

t.test('SLPIN is not taken in the 120 ms after SLPOUT, nor SLPOUT in those after SLPIN', async (t) => {
  const wire = new Wire();
  wire.command(DCS.SLPOUT);
  wire.wait(119);
  t.throws(() => wire.command(DCS.SLPIN), { code: 'sleep-too-soon' });
  wire.wait(1);
  wire.command(DCS.SLPIN);
  wire.wait(119);
  t.throws(() => wire.command(DCS.SLPOUT), { code: 'sleep-too-soon' });
  wire.wait(1);
  wire.command(DCS.SLPOUT);
});

t.test('a chip that was awake at its reset wakes after 120 ms, one that slept after 5', async (t) => {
  const wire = new Wire();
  wire.command(DCS.SWRESET);
  wire.wait(5);
  wire.command(DCS.SLPOUT);
  wire.wait(5);
  wire.command(DCS.SWRESET);
  wire.wait(119);
  t.throws(() => wire.command(DCS.SLPOUT), { code: 'sleep-too-soon' });
  wire.wait(1);
  wire.command(DCS.SLPOUT);
});

t.test('after a reset the chip is asleep and has forgotten its settings and its window', async (t) => {
  const wire = Wire.awake();
  wire.count();
  wire.command(DCS.INVON);
  wire.emulator.setReset(0, wire.nowMs);
  wire.wait(1);
  wire.emulator.setReset(1, wire.nowMs);
  t.match(wire.emulator.registers, {
    awake: false,
    displayOn: false,
    inverted: false,
    madctl: 0,
    pixelFormat: 'rgb666',
  });
  wire.wait(120);
  wire.command(DCS.SLPOUT);
  wire.wait(5);
  t.throws(() => wire.pixels(1), { code: 'no-window' });
});
