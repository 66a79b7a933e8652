import t from 'tap';
import { blockingClock, type SleepingClock, WireClock } from '../../../display/bus/wire-clock.js';

/** A clock that sleeps a tenth of a millisecond too long, as Atomics.wait does. */
class OvershootingClock implements SleepingClock {
  nowMs = 0;
  sleeps = 0;

  monotonicMs(): number {
    return this.nowMs;
  }

  sleep(ms: number): void {
    this.nowMs += ms + 0.1;
    this.sleeps++;
  }
}

t.test('many short transfers take as long together as they should, whatever each wait overshoots', async (t) => {
  const clock = new OvershootingClock();
  const wire = new WireClock(clock);
  for (let transfer = 0; transfer < 10_000; transfer++) wire.spend(0.017);
  // 170 ms; the thread is behind by less than one sleep.
  t.ok(Math.abs(clock.nowMs - 170) < 1.2, `${clock.nowMs} ms`);
  t.ok(clock.sleeps < 170);
});

t.test("the wire's time is exact where the thread's is not", async (t) => {
  const wire = new WireClock(new OvershootingClock());
  const beganMs = wire.monotonicMs();
  for (let transfer = 0; transfer < 100; transfer++) wire.spend(0.017);
  wire.spend(5);
  t.ok(Math.abs(wire.monotonicMs() - beganMs - 6.7) < 1e-9);
});

t.test('time that passes between transfers is not made up for', async (t) => {
  const clock = new OvershootingClock();
  const wire = new WireClock(clock);
  wire.spend(10);
  clock.nowMs += 1000;
  const beganMs = clock.nowMs;
  wire.spend(10);
  t.ok(clock.nowMs - beganMs > 9.8);
});

t.test('a machine that held the thread up for long gets little of it back', async (t) => {
  let nowMs = 0;
  const wire = new WireClock({ monotonicMs: () => nowMs, sleep: (ms) => (nowMs += ms + 50) });
  wire.spend(10);
  const beganMs = nowMs;
  wire.spend(10);
  t.ok(nowMs - beganMs >= 55);
});

t.test('what only the simulation does takes none of the time that a transfer takes', async (t) => {
  const clock = new OvershootingClock();
  const wire = new WireClock(clock);
  for (let frame = 0; frame < 100; frame++) {
    wire.aside(() => {
      clock.nowMs += 1.5;
    });
    wire.spend(30);
  }
  t.ok(Math.abs(clock.nowMs - 3000) < 2, `${clock.nowMs} ms`);
  t.ok(Math.abs(wire.monotonicMs() - 3000) < 1e-6);
});

t.test("the machine's own clock really blocks", async (t) => {
  const beganMs = performance.now();
  blockingClock.sleep(20);
  t.ok(performance.now() - beganMs > 19);
});
