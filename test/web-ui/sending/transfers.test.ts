import t from 'tap';
import type { Job } from '../../../daemon/protocol/job.js';
import { importPageModule } from '../page-module.js';

const { pairTransfers } =
  await importPageModule<typeof import('../../../web-ui/src/sending/transfers.js')>('sending/transfers.ts');

function job(id: string, stage: Job['stage'] = 'receiving'): Job {
  return { id, name: 'a.mp4', stage, frames: 0, known: false };
}

function sending(key: number, jobId?: string) {
  return { key, name: 'a.mp4', stage: { value: jobId === undefined ? 'waiting' : 'sending' }, jobId: { value: jobId } };
}

t.test('a file and its job are one row, whatever other files are called', (t) => {
  const rows = pairTransfers([sending(1, 'x'), sending(2)], [job('y'), job('x')], new Set());
  t.same(
    rows.map(({ key, job }) => [key, job?.id]),
    [
      ['y', 'y'],
      ['sending-1', 'x'],
      ['sending-2', undefined],
    ],
  );
  t.end();
});

t.test('of others, what ended well, was cancelled or has been read is not shown', (t) => {
  const jobs = [job('a', 'ready'), job('b', 'cancelled'), job('c', 'failed'), job('d', 'failed')];
  const rows = pairTransfers([], jobs, new Set(['c']));
  t.same(
    rows.map(({ key }) => key),
    ['d'],
  );
  t.end();
});

t.test('a file of this page that was known is shown, since nothing else would tell', (t) => {
  t.equal(pairTransfers([sending(1, 'a')], [{ ...job('a', 'ready'), known: true }], new Set()).length, 1);
  t.end();
});

t.test('a job that is told of before the answer that names it is no row of its own', (t) => {
  const begun = { ...sending(1), stage: { value: 'sending' } };
  t.same(
    pairTransfers([begun], [job('a'), job('b', 'converting')], new Set()).map(({ key }) => key),
    ['b', 'sending-1'],
  );
  t.end();
});
