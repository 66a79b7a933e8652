import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PosterContext, SourceJob } from './conversion.js';
import { ConvertError, quoteName } from './convert-error.js';
import type { SourceFile } from './probe-file.js';
import { runTool } from './run-tool.js';

/** A document whose pages can become stills. */
export interface DocumentPages {
  /** Pages that {@link render} takes: 1 to this; at most {@link MAX_PAGES}. */
  readonly count: number;
  /** Pages that the document has. */
  readonly total: number;
  /** "name, page 2", or the name alone where there is one page; without its ending. */
  nameOf(page: number): string;
  /** Writes a page as PNG, 1600 pixels on its longer side. `output` must not exist, and does not after a failure. */
  render(page: number, output: string, signal?: AbortSignal): Promise<void>;
}

/** A holiday's album, and not a book. */
export const MAX_PAGES = 50;
/** Twice what the largest panels have (800 pixels); a page is then at most 2.6 megapixels. */
const PAGE_PX = 1600;

/** 2.6 megapixels of 3 bytes that do not compress. */
const MAX_PAGE_BYTES = 8 << 20;

/**
 * Opens a PDF. Throws ConvertError: 'media-unsupported' where poppler is not installed (the message holds the command that installs it) or a
 * password is needed, 'media-unreadable' where it is damaged, 'media-no-picture' where it has no pages.
 */
export async function openPdf(job: SourceJob, context: PosterContext): Promise<DocumentPages> {
  const { pdf } = context;
  const name = quoteName(job.originalName);
  if (!pdf) {
    throw new ConvertError(
      'media-unsupported',
      `${name} is a PDF, which needs a helper on this machine; install it with: sudo apt install poppler-utils`,
    );
  }
  const limits = { ...context, maxMs: context.stallMs };
  const info = await runTool(pdf.pdfinfo, [job.source], { ...limits, signal: job.signal });
  if (!info.content) throw unreadable(name, info.stderr);
  const total = Number(/^Pages:\s+(\d+)/m.exec(info.stdout)?.[1] ?? 0);
  if (total < 1) throw new ConvertError('media-no-picture', `${name} is a PDF without pages.`);
  const stem = job.originalName.replace(/\.pdf$/i, '');
  return {
    count: Math.min(total, MAX_PAGES),
    total,
    nameOf: (page) => (total === 1 ? stem : `${stem}, page ${page}`),
    async render(page, output, signal) {
      if (!Number.isInteger(page) || page < 1 || page > Math.min(total, MAX_PAGES))
        throw new RangeError(`Page ${page} was asked for; there are pages 1 to ${Math.min(total, MAX_PAGES)}.`);
      const file = await open(output, 'wx');
      try {
        const only = ['-f', String(page), '-l', String(page)];
        const args = ['-png', '-cropbox', ...only, '-scale-to', String(PAGE_PX), job.source];
        const run = await runTool(pdf.pdftoppm, args, { ...limits, signal, into: file.fd, fileBytes: MAX_PAGE_BYTES });
        if (!run.content || (await file.stat()).size === 0) throw unreadable(`Page ${page} of ${name}`, run.stderr);
      } catch (error) {
        await rm(output, { force: true });
        throw error;
      } finally {
        await file.close();
      }
    },
  };
}

/** Gives `use` the first page as a picture that ffmpeg can read; it is gone when `use` is through. */
export async function withFirstPage<Result>(
  job: SourceJob,
  context: PosterContext,
  use: (page: SourceFile, pages: DocumentPages) => Promise<Result>,
): Promise<Result> {
  const pages = await openPdf(job, context);
  const folder = await mkdtemp(join(job.workFolder, 'pdf-'));
  try {
    const path = join(folder, 'page.png');
    await pages.render(1, path, job.signal);
    return await use({ path, demuxer: 'png_pipe', still: true, orientation: 1 }, pages);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function unreadable(what: string, stderr: string): ConvertError {
  if (/Incorrect password/i.test(stderr)) {
    return new ConvertError(
      'media-unsupported',
      `${what} is locked with a password; save it without one and send that.`,
    );
  }
  const line = stderr.split('\n').find((text) => text.trim() !== '') ?? 'poppler gave no reason';
  const reason = line.replace(/^Syntax (Error|Warning)( \(\d+\))?: /, '').replace(/(^|\s)'?\/\S+/g, '$1');
  return new ConvertError(
    'media-unreadable',
    `${what} cannot be read: ${reason.trim().replace(/\.$/, '').slice(0, 160)}.`,
  );
}
