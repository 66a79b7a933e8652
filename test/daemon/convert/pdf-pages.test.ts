import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { Converter, DEFAULT_CONVERT_OPTIONS } from '../../../daemon/convert/convert.js';
import { silentLog } from '../../../daemon/log.js';
import { colourAt, fixture, isNear, MediaLab, tools } from './media-lab.js';
import { writtenPdf } from './written-pdf.js';

const lab = new MediaLab(t.testdir());
const panel = { width: 64, height: 32 };
const converter = new Converter({ tools, log: silentLog });
const skip = !tools.pdf && 'poppler-utils is not installed';
const written = (name: string, pdf: Buffer) => {
  const path = `${lab.folder}/${name}`;
  writeFileSync(path, pdf);
  return path;
};
const pagesOf = (source: string, by = converter) => by.pages({ source, originalName: source.split('/').pop() ?? '' });

t.test('each page of a PDF becomes a still with a name of its own', { skip }, async (t) => {
  const pages = await pagesOf(written('Menu.pdf', writtenPdf(['1 0 0', '0 1 0', '0 0 1'])));
  t.match(pages, { count: 3, total: 3 });
  const seen = [];
  for (let page = 1; page <= 3; page++) {
    const output = `${lab.folder}/page-${page}`;
    await pages?.render(page, output);
    const clip = await lab.convert(output, panel);
    t.equal(clip.kind, 'still');
    seen.push([pages?.nameOf(page), colourAt(clip.pixels[0] ?? Buffer.alloc(0), panel, 32, 16)]);
  }
  t.same(seen, [
    ['Menu, page 1', [248, 0, 0]],
    ['Menu, page 2', [0, 252, 0]],
    ['Menu, page 3', [0, 0, 248]],
  ]);
  await t.rejects(pages?.render(4, `${lab.folder}/page-4`) ?? Promise.resolve(), /pages 1 to 3/);
  t.equal((await pagesOf(written('One.PDF', writtenPdf(['1 0 0']))))?.nameOf(1), 'One');
});

t.test('a book gives its first 50 pages', { skip }, async (t) => {
  const book = writtenPdf(new Array<string>(60).fill('1 1 1'));
  t.match(await pagesOf(written('book.pdf', book)), { count: 50, total: 60 });
});

t.test('a PDF sent as one clip is its first page, and says so', { skip }, async (t) => {
  const source = written('two.pdf', writtenPdf(['1 0 0', '0 1 0']));
  const clip = await lab.convert(source, panel);
  t.match(clip, { kind: 'still', notes: ['Only the first of 2 pages was taken.'] });
  t.same(
    clip.record.runs.map(({ program }) => program),
    ['pdfinfo', 'pdftoppm', 'ffprobe', 'ffmpeg'],
  );
  const preview = await converter.preview({ source, geometry: panel, options: DEFAULT_CONVERT_OPTIONS });
  t.ok(isNear(colourAt(Buffer.from(preview), panel, 32, 16), [248, 0, 0], 8));
});

t.test('what cannot be read is said, and leaves nothing', { skip }, async (t) => {
  const locked = written('locked.pdf', writtenPdf(['1 0 0'], { locked: true }));
  await t.rejects(pagesOf(locked), { code: 'media-unsupported', message: /"locked.pdf" is locked with a password/ });
  await t.rejects(lab.convert(locked, panel), { code: 'media-unsupported' });
  const garbage = written('broken.pdf', Buffer.from('%PDF-1.7 and nothing more'));
  await t.rejects(pagesOf(garbage), { code: 'media-unreadable', message: /"broken.pdf" cannot be read: \w/ });
  await t.rejects(pagesOf(written('empty.pdf', writtenPdf([]))), { code: /media-(no-picture|unreadable)/ });
  t.equal(await pagesOf(fixture('crawl.gif')), undefined, 'a GIF has no pages');

  const pages = await pagesOf(written('fine.pdf', writtenPdf(['1 0 0'])));
  const output = `${lab.folder}/cancelled.png`;
  await t.rejects(pages?.render(1, output, AbortSignal.abort()) ?? Promise.resolve(), { code: 'convert-cancelled' });
  t.notOk(existsSync(output));
});

t.test('a page that takes too long is stopped with all that was started for it', { skip }, async (t) => {
  const slow = `${lab.folder}/slow`;
  writeFileSync(slow, '#!/bin/sh\nsleep 60.0421 &\nwait\n');
  chmodSync(slow, 0o755);
  const pdf = tools.pdf && { ...tools.pdf, pdftoppm: slow };
  const impatient = new Converter({ tools: { ...tools, pdf }, log: silentLog, stallMs: 2000 });
  const pages = await pagesOf(written('slow.pdf', writtenPdf(['1 0 0'])), impatient);
  await t.rejects(pages?.render(1, `${lab.folder}/slow.png`) ?? Promise.resolve(), {
    code: 'convert-stalled',
    message: /slow took more than 2 s/,
  });
  t.notOk(existsSync(`${lab.folder}/slow.png`));
  await lab.until(() => !isRunning('60.0421'));
});

/** Whether there is a process with this word. One that was killed and not yet waited for counts as gone. */
function isRunning(word: string): boolean {
  const listing = execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' });
  return listing.split('\n').some((line) => line.includes(word) && !line.startsWith('Z'));
}

t.test('without poppler the command that installs it is named', async (t) => {
  const without = new Converter({ tools: { ...tools, pdf: undefined }, log: silentLog });
  await t.rejects(pagesOf(written('none.pdf', writtenPdf(['1 0 0'])), without), {
    code: 'media-unsupported',
    message: /sudo apt install poppler-utils/,
  });
});
