import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConvertContext, ConvertJob, ConvertResult, PosterContext, SourceJob } from './conversion.js';
import { ConvertError, quoteName } from './convert-error.js';
import { convertFile } from './convert-file.js';
import type { SourceFile } from './probe-file.js';
import { plainReason } from './reason-words.js';
import { runTool } from './run-tool.js';

/**
 * Converts an iPhone's photo (HEIC). libheif's tool makes a JPEG of it, upright, in a folder that is removed again; ffmpeg before 7
 * cannot read HEIC at all, and later ones give the tiles of a large photo one by one, so they are asked only where the tool is missing.
 */
export async function convertHeif(job: ConvertJob, context: ConvertContext): Promise<ConvertResult> {
  return withPhoto(job, context, (photo) => convertFile(photo, job, context));
}

/** Gives `use` something of the photo that ffmpeg can read; it is gone when `use` is through. */
export async function withPhoto<Result>(
  job: SourceJob,
  context: PosterContext,
  use: (photo: SourceFile) => Promise<Result>,
): Promise<Result> {
  const { heifConvert } = context;
  if (heifConvert === undefined) return useDirectly(job, use);
  const folder = await mkdtemp(join(job.workFolder, 'heif-'));
  try {
    await runHeifConvert(heifConvert, join(folder, 'picture.jpg'), job, context);
    // A file of several pictures gives picture-1.jpg and so on; the first is the one to show.
    const [first] = (await readdir(folder)).sort();
    if (first === undefined) throw unreadable(job, 'heif-convert found no picture in it');
    return await use({ path: join(folder, first), demuxer: 'jpeg_pipe', still: true, orientation: 1 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Below this quality the panel would show the difference; the file is gone a moment later. */
const JPEG_QUALITY = '95';

/** 100 megapixels at this quality are 60 MB, and no picture takes more than 3 bytes a pixel. */
const MAX_JPEG_BYTES = 300_000_000;

async function runHeifConvert(tool: string, output: string, job: SourceJob, context: PosterContext): Promise<void> {
  const { signal } = job;
  const run = await runTool(tool, ['-q', JPEG_QUALITY, job.source, output], {
    ...context,
    signal,
    maxMs: context.stallMs,
    fileBytes: MAX_JPEG_BYTES,
  });
  if (!run.content) throw unreadable(job, reasonOf(run.stderr));
}

async function useDirectly<Result>(job: SourceJob, use: (photo: SourceFile) => Promise<Result>): Promise<Result> {
  try {
    return await use({ path: job.source, demuxer: 'mov', still: true, orientation: 1 });
  } catch (cause) {
    const refused = cause instanceof ConvertError && /^media-(unreadable|no-picture|unsupported)$/.test(cause.code);
    if (!refused) throw cause;
    throw new ConvertError(
      'media-unsupported',
      `${quoteName(job.originalName)} is a HEIC photo, which needs a helper on this machine; install it with: sudo apt install libheif-examples`,
      { cause },
    );
  }
}

/** "Could not read HEIF/AVIF file: Invalid input: No 'ftyp' box" without the part before the last colons. */
function reasonOf(stderr: string): string {
  const line = stderr.split('\n').find((text) => text.trim() !== '') ?? 'heif-convert gave no reason';
  return line
    .replace(/^Could not read HEIF(\/AVIF)? file: /, '')
    .replace(/(^|\s)\/\S+/g, '$1')
    .trim()
    .replace(/\.$/, '')
    .slice(0, 160);
}

function unreadable(job: SourceJob, reason: string): ConvertError {
  return new ConvertError('media-unreadable', `${quoteName(job.originalName)} cannot be read: ${plainReason(reason)}.`);
}
