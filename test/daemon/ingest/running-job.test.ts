import fc from 'fast-check';
import t from 'tap';
import { RunningJob } from '../../../daemon/ingest/running-job.js';
import { Job } from '../../../daemon/protocol/job.js';

function startJob() {
  const clock = { nowMs: 0, monotonicMs: () => clock.nowMs, wallMs: () => clock.nowMs };
  const reports: Job[] = [];
  const job: Job = { id: 'x', name: 'clip.mp4', stage: 'receiving', frames: 0, known: false };
  return { clock, reports, running: new RunningJob(job, clock, (changed) => reports.push(Job.parse(changed))) };
}

t.test('progress is told ten times a second at most, and a new stage at once', (t) => {
  const { clock, reports, running } = startJob();
  running.enter('converting');
  running.pictured();
  for (let frames = 1; frames <= 1000; frames++) {
    clock.nowMs += 1;
    running.progress({ frames, percent: frames / 10 });
  }
  t.equal(reports.length, 2 + 10);
  running.enter('finishing');
  t.equal(reports.length, 13);
  t.equal(running.job.frames, 1000, 'what was not told is known all the same');
  t.end();
});

t.test('percent and time left belong to their stage', (t) => {
  const { running } = startJob();
  running.enter('converting');
  running.progress({ percent: 104, etaMs: -3 });
  t.match(running.job, { percent: 100, etaMs: 0 });
  running.progress({});
  t.notOk('percent' in running.job, 'what can no longer be known is not told');
  running.pictured();
  running.progress({ percent: 50, frames: 7 });
  running.enter('finishing');
  t.same(running.job, { id: 'x', name: 'clip.mp4', stage: 'finishing', frames: 7, known: false, overallPercent: 97 });
  t.end();
});

t.test('frames are told of from the first picture on', (t) => {
  const { clock, reports, running } = startJob();
  running.enter('converting');
  clock.nowMs += 1000;
  running.progress({ frames: 3, percent: 10 });
  t.equal(reports.at(-1)?.frames, 0);
  running.pictured();
  t.equal(reports.at(-1)?.frames, 3);
  running.pictured();
  t.equal(reports.length, 3, 'once');
  t.end();
});

t.test('what is received is told in bytes; frames made meanwhile are told too', (t) => {
  const { running } = startJob();
  running.received({ bytes: 250, totalBytes: 1000, etaMs: 3000 });
  t.match(running.job, { bytes: 250, totalBytes: 1000, percent: 25, etaMs: 3000, overallPercent: 12.5 });
  running.pictured();
  running.progress({ frames: 10, percent: 20, etaMs: 99 });
  t.match(running.job, { bytes: 250, percent: 25, etaMs: 3000, frames: 10 }, 'percent is that of the stage');
  t.equal(running.job.overallPercent, 12.5 + 0.2 * 47);
  running.enter('converting');
  t.notOk('bytes' in running.job);
  t.equal(running.job.overallPercent, 50 + 0.2 * 47);
  t.end();
});

t.test('over the whole way the bar never goes back, and is full when the clip is there and not before', (t) => {
  const step = fc.oneof(
    fc.record({ bytes: fc.nat(1000), totalBytes: fc.option(fc.nat(1000), { nil: undefined }) }),
    fc.record({ percent: fc.option(fc.double({ min: -10, max: 200, noNaN: true }), { nil: undefined }) }),
    fc.constantFrom('waiting' as const, 'converting' as const, 'finishing' as const),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { running } = startJob();
      let before = 0;
      for (const next of steps) {
        if (typeof next === 'string') running.enter(next);
        else if ('bytes' in next) running.received(next);
        else running.progress(next);
        const { overallPercent = 0 } = running.job;
        if (overallPercent < before || overallPercent >= 100) return false;
        before = overallPercent;
      }
      running.end({ stage: 'ready', clipId: 'c', known: false });
      return running.job.overallPercent === 100;
    }),
  );
  t.end();
});

t.test('what did not become a clip has no place on the way', (t) => {
  const { running } = startJob();
  running.received({ bytes: 1, totalBytes: 2 });
  running.end({ stage: 'cancelled' });
  t.same(running.job, { id: 'x', name: 'clip.mp4', stage: 'cancelled', frames: 0, known: false });
  t.end();
});

t.test('after its end nothing changes a job', (t) => {
  const { reports, running } = startJob();
  running.end({ stage: 'ready', clipId: 'c', known: true });
  running.progress({ percent: 1 });
  running.enter('converting');
  running.end({ stage: 'cancelled' });
  t.match(running.job, { stage: 'ready', clipId: 'c', known: true });
  t.equal(reports.length, 1);
  t.end();
});
