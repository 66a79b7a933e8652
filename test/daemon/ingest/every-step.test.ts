import t, { type Test } from 'tap';
import { clipIdOf, pageSha256 } from '../../../daemon/library/content-hash.js';
import type { Library } from '../../../daemon/library/library.js';
import { DiskAtEachStep, type DiskAtStep } from '../library/disk-at-each-step.js';
import { filesOnDisk, findViolations } from '../library/files-on-disk.js';
import { sha256 } from '../library/staged-clips.js';
import { startIngest, temporaryFolder, upload } from './start-ingest.js';

const MENU = 'document of 2';
const FILM = 'an old film';
const PAGES = [1, 2].map((page) => clipIdOf(pageSha256(sha256(MENU), page)));
const CLIPS = [...PAGES, clipIdOf(sha256(FILM))];
const OTHER_LOOK = { fit: 'contain' } as const;

/** A document and a film arrive, each clip gets its moving preview and its small copy, and one another look, with frames and a preview of its own. */
async function workOnce(t: Test): Promise<readonly DiskAtStep[]> {
  const root = temporaryFolder(t);
  const disk = new DiskAtEachStep(root, temporaryFolder(t));
  const { ingest, jobs, library, converter, plans } = await startIngest(t, {
    root,
    files: disk.files,
    libraryClock: disk.clock,
  });
  converter.hasPreviews = true;
  converter.hasCopies = true;
  disk.begin();
  for (const [content, name, ids] of [
    [MENU, 'Menu.pdf', PAGES],
    [FILM, 'old.avi', CLIPS.slice(2)],
  ] as const) {
    const { job } = await upload(ingest, content, name);
    disk.promised.push(...ids);
    await jobs.ended(job.id);
    ingest.renderMissing(ids);
    await until(library, () => ids.every((id) => library.preview(id) && library.watching(id)?.copy));
  }
  const [, second = ''] = PAGES;
  library.change(second, { look: OTHER_LOOK });
  await until(library, () => library.preview(second)?.planKey === plans.keyFor(OTHER_LOOK));
  disk.end();
  await ingest.stop();
  await library.close();
  return disk.steps;
}

/** What is wrong after a start on what a kill left. */
async function brokenAfter(t: Test, { root, promised }: DiskAtStep): Promise<string[]> {
  const { ingest, jobs, library, plans } = await startIngest(t, { root });
  const problems = library.report.findings
    .filter(({ code }) => /-lost$|^original-|^not-mended$|^database-/.test(code))
    .map(({ message }) => message);
  const isThere = (id: string) => library.clip(id) !== undefined;
  if (new Set(PAGES.map(isThere)).size > 1) problems.push('the document is there by half');
  ingest.resume();
  for (const { id } of ingest.jobs()) {
    const { stage, error } = await jobs.ended(id);
    if (stage !== 'ready') problems.push(`what was received ended as ${stage}: ${error?.message}`);
  }
  for (const id of promised) if (!isThere(id)) problems.push(`${id} was received, and is gone`);
  for (const id of library.clips().map((clip) => clip.id)) if (!CLIPS.includes(id)) problems.push(`${id} is new`);
  const planKeys = [undefined, OTHER_LOOK].map((look) => plans.keyFor(look));
  problems.push(...(await findViolations(root, library, planKeys, PAGES.slice(1))));
  if (!(await filesOnDisk(root)).includes('staging/')) problems.push('something is left in staging');
  await ingest.stop();
  await library.close();
  return problems;
}

t.test(
  'killed at each step of a document, its previews and its copies, each clip is there whole or is made again',
  async (t) => {
    const steps = await workOnce(t);
    t.ok(steps.length > 30, `${steps.length} different disks`);
    const broken: string[] = [];
    for (const [index, step] of steps.entries()) {
      const problems = await brokenAfter(t, step);
      broken.push(...problems.map((problem) => `killed before ${step.before} (step ${index}): ${problem}`));
    }
    t.same(broken, []);
  },
);

async function until(library: Library, holds: () => unknown): Promise<void> {
  while (!holds()) {
    await new Promise<void>((resolve) => {
      const stop = library.on('change', () => {
        stop();
        resolve();
      });
    });
  }
}
