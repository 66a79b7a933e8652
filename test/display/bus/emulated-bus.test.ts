import t from 'tap';
import { EmulatedBus, type EmulatedBusOptions } from '../../../display/bus/emulated-bus.js';
import { DCS } from '../../../display/dcs.js';
import { Emulator } from '../../../display/emulator/emulator.js';
import type { Panel } from '../../../display/panel.js';
import { smallChip } from '../emulator/wire.js';
import { ManualClock } from '../manual-clock.js';
import { panelOf } from '../panel-of.js';

t.test('a transfer takes its bits at the clock, and what it costs to begin one', async (t) => {
  const { bus, clock } = open({ clockHz: 1_000_000, transferUs: 50 });
  bus.command(0xb1, Uint8Array.of(1, 2, 3));
  bus.sleep(1);
  // Two transfers, 4 bytes of 8 us, and the sleep.
  t.ok(isNear(clock.nowMs, 2 * 0.05 + 4 * 0.008 + 1), `${clock.nowMs} ms`);
});

t.test('by default a rectangle with both its axes costs 100 us beside its bits', async (t) => {
  const { bus } = open({ clockHz: 1e9 });
  bus.command(DCS.SLPOUT);
  bus.sleep(120);
  const beganMs = bus.monotonicMs();
  bus.command(DCS.CASET, Uint8Array.of(0, 0, 0, 0));
  bus.command(DCS.RASET, Uint8Array.of(0, 0, 0, 0));
  bus.command(DCS.RAMWR);
  bus.pixels(new Uint8Array(3));
  t.ok(isNear(bus.monotonicMs() - beganMs, 0.1 + (14 * 8) / 1e6), `${bus.monotonicMs() - beganMs} ms`);
});

t.test('what is too long for one transfer is split, and each part costs', async (t) => {
  const { bus } = open({ clockHz: 1e9, transferUs: 10, maxTransferBytes: 4 });
  bus.command(0xb1);
  const beganMs = bus.monotonicMs();
  bus.pixels(new Uint8Array(9));
  t.ok(isNear(bus.monotonicMs() - beganMs, 3 * 0.01 + (9 * 8) / 1e6));
});

t.test('reset comes back when the controller takes commands, SLPOUT too', async (t) => {
  const { bus } = open();
  bus.command(DCS.SLPOUT);
  bus.sleep(5);
  t.equal(bus.reset(), true);
  bus.command(DCS.SLPOUT);
});

t.test('without a reset line nothing is reset, and reset says so', async (t) => {
  const { bus, emulator } = open({ hasReset: false });
  bus.command(DCS.SLPOUT);
  t.equal(bus.reset(), false);
  t.equal(emulator.registers.awake, true);
});

t.test('behind a 16-bit adapter commands and parameters are words', async (t) => {
  const { bus, emulator } = open({}, { wordBits: 16 });
  bus.command(DCS.MADCTL, Uint8Array.of(0x48));
  t.equal(emulator.registers.madctl, 0x48);
});

t.test('a closed bus is lost, by code', async (t) => {
  const { bus } = open();
  bus.close();
  bus.close();
  for (const use of [
    () => bus.command(0),
    () => bus.pixels(new Uint8Array(1)),
    () => bus.reset(),
    () => bus.sleep(1),
  ]) {
    t.throws(use, { name: 'DisplayError', code: 'bus-lost' });
  }
});

function open(
  options: Partial<EmulatedBusOptions> = {},
  own: Partial<Panel> = {},
): { bus: EmulatedBus; clock: ManualClock; emulator: Emulator } {
  const clock = new ManualClock();
  const emulator = new Emulator({ panel: panelOf(smallChip, own), controller: smallChip });
  return { bus: new EmulatedBus({ emulator, clockHz: 40_000_000, clock, ...options }), clock, emulator };
}

function isNear(value: number, expected: number): boolean {
  return Math.abs(value - expected) < 1e-9;
}
