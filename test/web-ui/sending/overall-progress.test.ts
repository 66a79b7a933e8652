import t from 'tap';
import { importPageModule } from '../page-module.js';

const { overallPercent } =
  await importPageModule<typeof import('../../../web-ui/src/sending/overall-progress.js')>(
    'sending/overall-progress.ts',
  );

t.test('one after the other, receiving is the first half and converting the second', (t) => {
  t.equal(overallPercent({ received: 0.5, streamed: false }), 25, 'before there is a job');
  t.equal(overallPercent({ received: 0.5, job: { stage: 'receiving', percent: 60 }, streamed: false }), 25);
  t.equal(overallPercent({ job: { stage: 'receiving', percent: 60 }, streamed: false }), 30, 'sent by another page');
  t.equal(overallPercent({ job: { stage: 'waiting' }, streamed: false }), 50);
  t.equal(overallPercent({ job: { stage: 'converting', percent: 0 }, streamed: false }), 50);
  t.equal(overallPercent({ job: { stage: 'converting', percent: 100 }, streamed: false }), 97);
  t.equal(overallPercent({ job: { stage: 'converting' }, streamed: false }), undefined);
  t.end();
});

t.test('at the same time, the slower of the two is how far it is', (t) => {
  const converting = { stage: 'converting', percent: 20 } as const;
  t.equal(overallPercent({ received: 0.8, job: converting, streamed: true }), 0.2 * 97);
  t.equal(overallPercent({ received: 0.1, job: converting, streamed: true }), 0.1 * 97);
  t.equal(overallPercent({ received: 0.9, job: { stage: 'receiving', percent: 70 }, streamed: true }), 0.7 * 97);
  t.end();
});

t.test('the end is 100, and what failed has no place on the way', (t) => {
  t.equal(overallPercent({ job: { stage: 'finishing' }, streamed: true }), 97);
  t.equal(overallPercent({ job: { stage: 'ready' }, streamed: true }), 100);
  t.equal(overallPercent({ job: { stage: 'failed' }, streamed: true }), undefined);
  t.equal(overallPercent({ job: { stage: 'cancelled' }, streamed: true }), undefined);
  t.end();
});
