import t from 'tap';
import { RecordingBus } from '../../../display/bus/recording-bus.js';

t.test('the transcript says what was sent, in the notation of init tables', async (t) => {
  const bus = new RecordingBus();
  t.equal(bus.reset(), true);
  bus.sleep(120);
  bus.command(0x36, Uint8Array.of(0x60));
  bus.command(0x2a, Uint8Array.of(0, 0, 0, 0xef));
  bus.command(0x2c);
  bus.pixels(Uint8Array.of(0xf8, 0, 0, 0x1f));
  bus.pixels(new Uint8Array(1000));
  t.equal(bus.transcript, 'reset\n[120]\n36:60\n2A:00 00 00 EF\n2C\npixels 4: F8 00 00 1F\npixels 1000\n');
});

t.test('a transcript can be begun anew', async (t) => {
  const bus = new RecordingBus();
  bus.command(0x11);
  bus.clear();
  bus.command(0x29);
  t.equal(bus.transcript, '29\n');
});

t.test('without a reset line nothing is reset, and reset says so', async (t) => {
  const bus = new RecordingBus({ hasReset: false });
  t.equal(bus.reset(), false);
  t.equal(bus.transcript, '');
});

t.test('a closed bus takes nothing, and its transcript can still be read', async (t) => {
  const bus = new RecordingBus();
  bus.command(0x11);
  bus.close();
  bus.close();
  t.throws(() => bus.command(0x29), { name: 'DisplayError', code: 'bus-lost' });
  t.equal(bus.transcript, '11\n');
});
