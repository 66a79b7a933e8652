import t from 'tap';
import { importPageModule } from './page-module.js';

const { pairWithJobs, percentOf, sentBytes } =
  await importPageModule<typeof import('../../web-ui/src/upload-progress.js')>('upload-progress.ts');

t.test('a file counts as sent when its last byte is, not before', (t) => {
  t.equal(sentBytes(0, 1200, 1000), 0);
  t.equal(sentBytes(200, 1200, 1000), 0, 'the form around the file is no part of it');
  t.equal(sentBytes(700, 1200, 1000), 500);
  t.equal(sentBytes(1199, 1200, 1000), 999);
  t.equal(sentBytes(1200, 1200, 1000), 1000);
  t.equal(sentBytes(5000, 1200, 1000), 1000);
  t.end();
});

t.test('percent stays within 0 and 100', (t) => {
  t.equal(percentOf(1, 4), 25);
  t.equal(percentOf(9, 4), 100);
  t.equal(percentOf(0, 0), 100);
  t.end();
});

t.test('a file being sent is paired with the daemon’s job for it; other jobs stay', (t) => {
  const sendings = [
    { name: 'a.mp4', stage: 'sending' as const },
    { name: 'b.mp4', stage: 'waiting' as const },
  ];
  const mine = { name: 'a.mp4', stage: 'receiving' };
  const other = { name: 'c.mp4', stage: 'receiving' };
  const before = { name: 'b.mp4', stage: 'waiting' };
  const { pairs, others } = pairWithJobs(sendings, [other, mine, before]);
  t.same(
    pairs.map(({ job }) => job),
    [mine, undefined],
  );
  t.same(others, [other, before]);
  t.end();
});

t.test('a failure that both sides noticed is one failure', (t) => {
  const failed = { name: 'a.mp4', stage: 'failed' };
  const { pairs, others } = pairWithJobs([{ name: 'a.mp4', stage: 'failed' }], [failed, failed]);
  t.same(pairs[0]?.job, failed);
  t.same(others, [failed]);
  t.end();
});
