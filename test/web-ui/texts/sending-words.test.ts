import t from 'tap';
import type { Job } from '../../../daemon/protocol/job.js';
import { importPageModule } from '../page-module.js';

const { describeJob, formatTimeLeft } =
  await importPageModule<typeof import('../../../web-ui/src/texts/sending-words.js')>('texts/sending-words.ts');

const JOB: Job = { id: 'job', name: 'a.mp4', stage: 'converting', frames: 0, known: false };

t.test('what is left is told in seconds, then in minutes', (t) => {
  t.equal(formatTimeLeft(1), 'about 1 s left');
  t.equal(formatTimeLeft(180_000), 'about 3 min left');
  t.end();
});

t.test('a job says what is known about it, and no more', (t) => {
  t.equal(describeJob(JOB), 'Converting');
  t.equal(describeJob({ ...JOB, frames: 120 }), 'Converting · 120 frames');
  t.equal(describeJob({ ...JOB, frames: 120, percent: 42.7, etaMs: 4000 }), 'Converting · about 4 s left');
  t.equal(describeJob({ ...JOB, stage: 'ready', percent: 100, known: true }), 'This one is in the library already.');
  const notes = ['The file is cut off or damaged: 2.0 of 5.0 s could be read.'];
  t.equal(describeJob({ ...JOB, stage: 'ready', notes }), notes[0]);
  const error = { code: 'no-video', message: 'The file has no picture in it.' };
  t.equal(describeJob({ ...JOB, stage: 'failed', error }), error.message);
  t.end();
});
