import t from 'tap';
import type { Clip } from '../../../daemon/protocol/clip.js';
import type { Job } from '../../../daemon/protocol/job.js';
import { importPageModule } from '../page-module.js';

const { describeClip, describeJob, formatBytes, formatDuration, formatTimeLeft } =
  await importPageModule<typeof import('../../../web-ui/src/texts/words.js')>('texts/words.ts');

const JOB: Job = { id: 'job', name: 'a.mp4', stage: 'converting', frames: 0, known: false };

t.test('sizes have three digits at most', (t) => {
  const cases: [number, string][] = [
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1.0 KB'],
    [99_949, '99.9 KB'],
    [99_950, '100 KB'],
    [999_500, '1.0 MB'],
    [3_400_000_000, '3.4 GB'],
  ];
  for (const [bytes, words] of cases) t.equal(formatBytes(bytes), words);
  t.end();
});

t.test('durations read as on a clock', (t) => {
  t.equal(formatDuration(-1), '0:00');
  t.equal(formatDuration(7_999), '0:07');
  t.equal(formatDuration(750_000), '12:30');
  t.equal(formatDuration(3_723_000), '1:02:03');
  t.equal(formatTimeLeft(1), 'about 1 s left');
  t.equal(formatTimeLeft(180_000), 'about 3 min left');
  t.end();
});

t.test('a clip says what it is', (t) => {
  const clip: Clip = {
    id: '0'.repeat(32),
    name: 'x',
    kind: 'video',
    frames: 10,
    durationMs: 12_000,
    originalBytes: 2_500_000,
    renditionBytes: 1,
    addedAtMs: 0,
  };
  t.equal(describeClip(clip), 'Video · 0:12 · 2.5 MB');
  t.equal(describeClip({ ...clip, kind: 'animation' }), 'Animation · 0:12 · 2.5 MB');
  t.equal(describeClip({ ...clip, kind: 'still', durationMs: 0 }), 'Photo · 2.5 MB');
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
