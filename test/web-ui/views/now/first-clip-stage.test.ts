import t from 'tap';
import type { Job } from '../../../../daemon/protocol/job.js';
import { importPageModule } from '../../page-module.js';

const { firstClipStage } = await importPageModule<
  typeof import('../../../../web-ui/src/views/now/first-clip-stage.js')
>('views/now/first-clip-stage.ts');

const NOTHING = { clips: 0, jobs: [], sawEmpty: true, isChosen: false, nowClipId: undefined };
const JOB: Job = { id: 'job', name: 'a.mp4', stage: 'converting', frames: 0, known: false };

t.test('an empty library asks for a clip, until one is on its way', (t) => {
  t.same(firstClipStage(NOTHING), { name: 'invite' });
  t.same(firstClipStage({ ...NOTHING, isChosen: true }), { name: 'coming', job: undefined });
  t.same(firstClipStage({ ...NOTHING, jobs: [JOB] }), { name: 'coming', job: JOB });
  const failed: Job = { ...JOB, stage: 'failed' };
  t.same(firstClipStage({ ...NOTHING, jobs: [failed], isChosen: true }), { name: 'invite' }, 'it asks again');
  t.end();
});

t.test('the first clip is announced when it is on the glass, to who has seen the library empty', (t) => {
  const there = { ...NOTHING, clips: 1, jobs: [{ ...JOB, stage: 'ready' as const }] };
  t.same(firstClipStage(there), { name: 'coming', job: undefined });
  t.same(firstClipStage({ ...there, nowClipId: 'a' }), { name: 'shown' });
  t.same(firstClipStage({ ...there, nowClipId: 'a', sawEmpty: false }), { name: 'none' });
  t.end();
});
