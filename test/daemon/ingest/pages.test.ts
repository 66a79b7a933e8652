import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { Converter } from '../../../daemon/convert/convert.js';
import { clipIdOf, pageSha256 } from '../../../daemon/library/content-hash.js';
import { silentLog } from '../../../daemon/log.js';
import { tools } from '../convert/media-lab.js';
import { writtenPdf } from '../convert/written-pdf.js';
import { filesOnDisk } from '../library/files-on-disk.js';
import { openTestLibrary, sha256 } from '../library/staged-clips.js';
import { startIngest, temporaryFolder, upload } from './start-ingest.js';

const EMPTY_LIBRARY = ['originals/', 'posters/', 'previews/', 'renditions/', 'staging/'];
const MENU = 'document of 3';
const idOf = (page: number) => clipIdOf(pageSha256(sha256(MENU), page));

t.test('each page of a document becomes a clip of its own, with a name and an identity', async (t) => {
  const { root, ingest, jobs, library, converter } = await startIngest(t);
  const { job } = await upload(ingest, MENU, 'Menu.pdf');
  t.match(await jobs.ended(job.id), { stage: 'ready', known: false, clipId: idOf(1) });
  t.same(jobs.stages(job.id), ['receiving', 'waiting', 'converting', 'finishing', 'ready']);
  t.same(
    library.clips().map(({ id, name }) => [id, name]),
    [1, 2, 3].map((page) => [idOf(page), `Menu, page ${page}`]),
  );
  t.equal(clipIdOf(sha256(MENU)), idOf(1), 'the first is the document itself, and keeps it');
  t.equal(await readFile(library.originalPath(idOf(1)) ?? '', 'utf8'), MENU);
  t.equal(library.originalName(idOf(1)), 'Menu.pdf');
  t.equal(await readFile(library.originalPath(idOf(3)) ?? '', 'utf8'), 'page 3');
  t.same(converter.converted, ['page 1', 'page 2', 'page 3']);
  t.ok((await filesOnDisk(root)).includes('staging/'));

  const again = await upload(ingest, MENU, 'The menu again.pdf');
  t.match(await jobs.ended(again.job.id), { stage: 'ready', known: true, clipId: idOf(1) });
  t.equal(converter.converted.length, 3);
});

t.test('a page that is removed leaves the others, and comes back when the document is sent again', async (t) => {
  const { ingest, jobs, library, converter } = await startIngest(t);
  await jobs.ended((await upload(ingest, MENU, 'Menu.pdf')).job.id);
  await library.remove(idOf(1));
  t.same(
    library.clips().map(({ id }) => id),
    [idOf(2), idOf(3)],
  );
  const again = await upload(ingest, MENU, 'Menu.pdf');
  t.match(await jobs.ended(again.job.id), { stage: 'ready', known: false, clipId: idOf(1) });
  t.equal(library.clips().length, 3);
  t.same(converter.converted.slice(3), ['page 1'], 'and only that was made');
});

t.test('where one page cannot be made, there is no clip of any, and nothing is left', async (t) => {
  const { root, ingest, jobs, library, converter } = await startIngest(t);
  converter.brokenPages.add(3);
  const { job } = await upload(ingest, MENU, 'Menu.pdf');
  t.match(await jobs.ended(job.id), { stage: 'failed', error: { code: 'media-unreadable' } });
  t.same(library.clips(), []);
  t.same(await filesOnDisk(root), EMPTY_LIBRARY);
});

t.test('of a book the first pages become clips, and its sender is told', async (t) => {
  const { ingest, jobs, library } = await startIngest(t);
  const { job } = await upload(ingest, 'document of 300, 2 wanted', 'Book.pdf');
  const notes = ['Only the first 2 of its 300 pages became clips; split the document and send the rest.'];
  t.match(await jobs.ended(job.id), { stage: 'ready', notes });
  t.equal(library.clips().length, 2);
});

t.test('a look that came with a document is that of each page', async (t) => {
  const { ingest, jobs, library } = await startIngest(t);
  await jobs.ended((await upload(ingest, MENU, 'Menu.pdf', { look: { fit: 'contain' } })).job.id);
  t.same(
    library.clips().map(({ look }) => look),
    [{ fit: 'contain' }, { fit: 'contain' }, { fit: 'contain' }],
  );
});

t.test(
  'a death between the files and the rows leaves a document that is taken in anew, and no page of it',
  async (t) => {
    const root = temporaryFolder(t);
    const first = await openTestLibrary(t, { root });
    const staging = first.createStaging();
    await writeFile(join(staging.folder, 'original'), MENU);
    const bytes = MENU.length;
    const note = { version: 1 as const, jobId: 'j', name: 'Menu.pdf', sha256: sha256(MENU), bytes, file: 'original' };
    await first.keepReceived(staging, { ...note, pages: 3, receivedAtMs: 0, attempts: 1 });
    await first.close();
    for (const page of [2, 3]) await writeFile(join(root, 'originals', `${idOf(page)}.png`), `page ${page}`);

    const { ingest, jobs, library } = await startIngest(t, { root });
    t.same(library.report.findings, []);
    ingest.resume();
    await jobs.ended('j');
    t.equal(library.clips().length, 3);
  },
);

t.test('the pages of a real PDF are real pictures', { skip: !tools.pdf && 'poppler-utils is missing' }, async (t) => {
  const { ingest, jobs, library } = await startIngest(t, { converter: new Converter({ tools, log: silentLog }) });
  const { job } = await upload(ingest, writtenPdf(['1 0 0', '0 1 0']), 'Menu.pdf');
  t.match(await jobs.ended(job.id), { stage: 'ready' });
  t.match(library.clips(), [
    { name: 'Menu, page 1', kind: 'still', frames: 1 },
    { name: 'Menu, page 2', kind: 'still', frames: 1 },
  ]);
  t.match(library.originalPath(library.clips()[1]?.id ?? ''), /\.png$/);
  t.ok(library.posterPath(library.clips()[1]?.id ?? ''));
  await ingest.stop();
});
