import t from 'tap';
import type { Job } from '../../../daemon/protocol/job.js';
import type { SendingStage } from '../../../web-ui/src/sending/sending.js';
import { importPageModule } from '../page-module.js';

const { viewTransfer } =
  await importPageModule<typeof import('../../../web-ui/src/sending/transfer-view.js')>('sending/transfer-view.ts');

const JOB: Job = { id: 'job', name: 'a.mp4', stage: 'receiving', frames: 0, known: false };

function view(stage: SendingStage, job?: Partial<Job>, more: { etaMs?: number; reason?: string } = {}) {
  const sending = { stage, sentBytes: 3_400_000, totalBytes: 12_000_000, ...more };
  const { phase, text } = viewTransfer({ sending, job: job && { ...JOB, ...job }, isStopped: false });
  return `${phase}: ${text}`;
}

t.test('a file being sent tells how far it is, and when it will be there', (t) => {
  t.equal(view('waiting'), 'waiting: Waiting to be sent · 12.0 MB');
  t.equal(view('sending'), 'working: Receiving · 3.4 MB of 12.0 MB');
  t.equal(view('sending', {}, { etaMs: 4000 }), 'working: Receiving · 3.4 MB of 12.0 MB · about 4 s left');
  t.equal(view('sending', { percent: 25 }), 'working: Receiving · 3.0 MB of 12.0 MB', 'what is there, not on the line');
  t.equal(view('paused'), 'stopped: Paused · 3.4 MB of 12.0 MB');
  t.equal(view('broken'), 'stopped: The connection broke; trying again… · 3.4 MB of 12.0 MB');
  t.equal(view('broken', {}, { reason: 'The disk is full.' }), 'stopped: The disk is full.');
  t.end();
});

t.test('a file that is converted while it arrives takes as long as the slower of the two', (t) => {
  const converting = { stage: 'converting', frames: 10, etaMs: 9000 } as const;
  const words = 'working: Receiving and converting · 3.4 MB of 12.0 MB';
  t.equal(view('sending', { frames: 10 }), words);
  t.equal(view('sending', converting, { etaMs: 4000 }), `${words} · about 9 s left`);
  t.equal(view('sending', converting, { etaMs: 12_000 }), `${words} · about 12 s left`);
  t.equal(view('sending', converting), `${words} · about 9 s left`);
  t.end();
});

t.test('once it is sent, the daemon has the word', (t) => {
  t.equal(view('sent'), 'working: Received');
  t.equal(view('sent', { stage: 'waiting' }), 'waiting: Waiting for its turn');
  t.equal(view('sent', { stage: 'converting', percent: 42 }), 'working: Converting');
  t.equal(view('sent', { stage: 'finishing' }), 'working: Finishing');
  t.end();
});

t.test('an end is told whole: failed with its reason, known kindly', (t) => {
  t.equal(view('failed', undefined, { reason: 'A file may have 10 MB.' }), 'failed: A file may have 10 MB.');
  const error = { code: 'no-video', message: 'The file has no picture in it.' };
  t.equal(view('sent', { stage: 'failed', error }), 'failed: The file has no picture in it.');
  t.equal(view('sent', { stage: 'ready', known: true }), 'done: This one is in the library already.');
  t.end();
});

t.test('a file whose page has gone says how it goes on; one that another page sends is only told of', (t) => {
  const job = { ...JOB, percent: 42.4 };
  t.same(viewTransfer({ job, isStopped: true }), {
    phase: 'stopped',
    text: 'Stopped. Choose the file again to go on.',
  });
  t.same(viewTransfer({ job, isStopped: false }), { phase: 'working', text: 'Receiving' });
  t.end();
});
