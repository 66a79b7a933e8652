import fc from 'fast-check';
import t from 'tap';
import { JUMP } from '../../../daemon/player/frame-header.js';
import { type FrameQueue, Pacer, type QueuedFrame, REANCHOR_MS } from '../../../daemon/player/pacer.js';

/** Frames of 40 ms; the first one comes after a jump. */
function frames(count: number, firstMs = 0): QueuedFrame[] {
  return Array.from({ length: count }, (_, index) => {
    const ptsMs = firstMs + index * 40;
    return { ptsMs, durationMs: 40, flags: ptsMs === 0 ? JUMP : 0 };
  });
}

function queue(frames: readonly QueuedFrame[]): FrameQueue {
  return { length: frames.length, header: (index) => frames[index] ?? { ptsMs: 0, durationMs: 0, flags: 0 } };
}

/** A pacer that showed frame 0 at `nowMs` 1000. */
function started(): Pacer {
  const pacer = new Pacer();
  pacer.decide(1000, queue(frames(1)), false);
  return pacer;
}

t.test('the first frame is shown at once and sets the anchor', async (t) => {
  const pacer = new Pacer();
  t.match(pacer.decide(1000, queue(frames(3)), false), { action: 'present', drop: 0, deadlineMs: 1000 });
  t.equal(pacer.anchorMs, 1000);
});

t.test('a frame is waited for to the fraction of a millisecond', async (t) => {
  t.match(started().decide(1012.25, queue(frames(2, 40)), false), { action: 'wait', ms: 27.75 });
});

t.test('a frame is shown at its deadline, and a few microseconds early rather than after another sleep', async (t) => {
  t.match(started().decide(1040, queue(frames(2, 40)), false), { action: 'present', drop: 0, deadlineMs: 1040 });
  t.match(started().decide(1039.97, queue(frames(2, 40)), false), { action: 'present', drop: 0 });
});

t.test('a late frame is dropped, not shown, where a newer one is due', async (t) => {
  t.match(started().decide(1125, queue(frames(5, 40)), false), { action: 'present', drop: 2, deadlineMs: 1120 });
});

t.test('dropping stops in front of a jump', async (t) => {
  const queued = [...frames(2, 40), { ptsMs: 0, durationMs: 40, flags: JUMP }];
  t.match(started().decide(1500, queue(queued), false), { action: 'present', drop: 1 });
});

t.test('a lag that would skip more than a second moves the timeline instead', async (t) => {
  const pacer = started();
  const nowMs = 1000 + 80 + REANCHOR_MS + 1;
  const queued = queue(frames(2, 40));
  t.match(pacer.decide(nowMs, queued, false), { action: 'present', drop: 0, deadlineMs: nowMs, reanchored: true });
  t.match(pacer.decide(nowMs, queue(frames(1, 80)), false), { action: 'wait', ms: 40 });
});

t.test('a pause moves every deadline by its length', async (t) => {
  const pacer = started();
  pacer.setPaused(true, 1010);
  pacer.setPaused(true, 1500);
  t.match(pacer.decide(1900, queue(frames(1, 40)), false), { action: 'wait', ms: Number.POSITIVE_INFINITY });
  pacer.setPaused(false, 2010);
  t.match(pacer.decide(2010, queue(frames(1, 40)), false), { action: 'wait', ms: 30 });
});

t.test('an empty queue is an underrun at the deadline, once, and again only after a frame', async (t) => {
  const pacer = started();
  const empty = queue([]);
  t.match(pacer.decide(1030, empty, false), { action: 'wait', ms: 10, underrun: false });
  t.match(pacer.decide(1040, empty, false), { action: 'wait', underrun: true });
  t.match(pacer.decide(1050, empty, false), { action: 'wait', underrun: false });
  pacer.decide(1060, queue(frames(1, 40)), false);
  t.match(pacer.decide(1080, empty, false), { action: 'wait', underrun: true });
});

t.test(
  'where the producer has nothing to say, an empty queue is no underrun, and what comes then is not late',
  async (t) => {
    const pacer = started();
    t.match(pacer.decide(1040, queue([]), true), { action: 'wait', underrun: false });
    t.match(pacer.decide(1500, queue(frames(2, 40)), false), { action: 'present', drop: 0, deadlineMs: 1500 });
  },
);

t.test('unpaced, frames are shown in order as fast as they come, but not while paused', async (t) => {
  const pacer = new Pacer({ paced: false });
  pacer.decide(0, queue(frames(1)), false);
  t.match(pacer.decide(0, queue(frames(5, 40)), false), { action: 'present', drop: 0 });
  pacer.setPaused(true, 0);
  t.match(pacer.decide(0, queue(frames(5, 40)), false), { action: 'wait' });
});

t.test('shown in time, a frame lies within microseconds of anchor + pts, however many pauses there were', async () => {
  const pauses = fc.array(fc.record({ afterMs: fc.nat(100), lengthMs: fc.nat(10_000) }), { maxLength: 20 });
  fc.assert(
    fc.property(pauses, (pauses) => {
      const pacer = started();
      let nowMs = 1000;
      let pausedMs = 0;
      for (const { afterMs, lengthMs } of pauses) {
        nowMs += afterMs;
        pacer.setPaused(true, nowMs);
        nowMs += lengthMs;
        pacer.setPaused(false, nowMs);
        pausedMs += lengthMs;
      }
      return Math.abs(pacer.anchorMs - 1000 - pausedMs) < 1e-6;
    }),
  );
});
