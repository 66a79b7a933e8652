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
  for (let frames = 1; frames <= 1000; frames++) {
    clock.nowMs += 1;
    running.progress({ frames, percent: frames / 10 });
  }
  t.equal(reports.length, 1 + 10);
  running.enter('finishing');
  t.equal(reports.length, 12);
  t.equal(running.job.frames, 1000, 'what was not told is known all the same');
  t.end();
});

t.test('percent and time left belong to their stage', (t) => {
  const { running } = startJob();
  running.progress({ percent: 104, etaMs: -3 });
  t.match(running.job, { percent: 100, etaMs: 0 });
  running.progress({});
  t.notOk('percent' in running.job, 'what can no longer be known is not told');
  running.progress({ percent: 50, frames: 7 });
  running.enter('finishing');
  t.same(running.job, { id: 'x', name: 'clip.mp4', stage: 'finishing', frames: 7, known: false });
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
