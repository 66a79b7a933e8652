import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import t from 'tap';
import { openTestLibrary, PLAN_A, PLAN_B, publishClip, SMALL, stageClip } from './staged-clips.js';

const OTHER_PANEL = { width: 240, height: 240 };

t.test('a look is kept, merged into, taken back choice by choice, and outlives a restart', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library);
  t.notOk('look' in clip);
  const told: string[] = [];
  library.on('look', (id) => told.push(id));

  t.same(library.change(clip.id, { look: { fit: 'contain', background: 'blur' } }).look, {
    fit: 'contain',
    background: 'blur',
  });
  library.change(clip.id, { look: { fit: null, rotation: 90 }, name: 'turned' });
  await library.close();

  const again = await openTestLibrary(t, { root });
  t.match(again.clip(clip.id), { name: 'turned', look: { background: 'blur', rotation: 90 } });
  t.notOk('look' in again.change(clip.id, { look: null }));
  t.same(told, [clip.id, clip.id]);
});

t.test('a look that is chosen again is no news', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip } = await publishClip(library);
  library.change(clip.id, { look: { speed: 2 } });
  library.on('look', () => t.fail('nothing changed'));
  library.change(clip.id, { look: { speed: 2 } });
  library.change(clip.id, { name: 'another name' });
});

t.test('what is shown are the frames of the plan, else the newest of the same size', async (t) => {
  const clock = { nowMs: 0, monotonicMs: () => clock.nowMs, wallMs: () => clock.nowMs };
  const library = await openTestLibrary(t, { root: t.testdir(), clock });
  const { clip } = await publishClip(library, { planKey: PLAN_A });
  clock.nowMs = 1000;
  const newer = await stageClip(library, { planKey: PLAN_B });
  await library.addRendition(clip.id, { ...newer.rendition, staging: newer.staging, startMs: 500, speed: 2 });
  const shown = (planKey: string, size = SMALL) => library.shownFrames(clip.id, { planKey, ...size });

  t.match(shown(PLAN_A), { path: library.renditionPath(clip.id, PLAN_A), startMs: 0, speed: 1 });
  t.match(shown('c'.repeat(16)), { path: library.renditionPath(clip.id, PLAN_B), startMs: 500, speed: 2 });
  t.equal(shown('c'.repeat(16), OTHER_PANEL), undefined);
});

t.test('new frames bring their own length and poster; going back to older ones brings theirs', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library, { planKey: PLAN_A });
  const readPoster = () => readFileSync(library.posterPath(clip.id) ?? '', 'utf8');
  const newer = await stageClip(library, { planKey: PLAN_B, posterContent: 'another poster' });
  const { rendition, staging, posterPath } = newer;
  await library.addRendition(clip.id, { ...rendition, durationMs: 240, frames: 6, staging, posterPath });
  t.match(library.clip(clip.id), { durationMs: 240, frames: 6 });
  t.equal(readPoster(), 'another poster');

  const back = await stageClip(library, { posterContent: 'the first again' });
  await library.returnToRendition(clip.id, PLAN_A, back);
  t.match(library.clip(clip.id), { durationMs: 480, frames: 12 });
  t.equal(readPoster(), 'the first again');
});

t.test('what is wrong with a clip is said until another look is chosen or frames are there', async (t) => {
  const library = await openTestLibrary(t, { root: t.testdir() });
  const { clip } = await publishClip(library);
  const problem = { code: 'convert-range-empty', message: 'There is nothing there.' };
  library.setProblem(clip.id, problem);
  t.same(library.clip(clip.id)?.problem, problem);
  library.change(clip.id, { look: { startMs: 1 } });
  t.equal(library.clip(clip.id)?.problem, undefined);
  library.setProblem(clip.id, problem);
  const { rendition, staging } = await stageClip(library, { planKey: PLAN_B });
  await library.addRendition(clip.id, { ...rendition, staging });
  t.same(library.clips()[0]?.problem, undefined);
});

t.test('a look that cannot be read costs the choice, not the clip', async (t) => {
  const root = t.testdir();
  const library = await openTestLibrary(t, { root });
  const { clip } = await publishClip(library);
  await library.close();
  const database = new Database(`${root}/library.db`);
  database.exec(`UPDATE clips SET look = '{"fit":"sideways"}'`);
  database.close();
  t.same((await openTestLibrary(t, { root })).clips(), [clip]);
});
