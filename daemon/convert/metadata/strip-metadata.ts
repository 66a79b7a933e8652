import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { PosterContext } from '../conversion.js';
import { ConvertError, throwIfCancelled } from '../convert-error.js';
import { exifOrientation } from '../exif.js';
import { startFfmpeg } from '../ffmpeg.js';
import { readHead } from '../input-head.js';
import { probeFile } from '../probe-file.js';
import { type MediaType, SNIFF_BYTES, sniff } from '../sniff.js';
import { blankHeif } from './blank-heif.js';
import { DamagedPicture } from './damaged-picture.js';
import { containerOf, planRemux } from './plan-remux.js';
import { stripGif } from './strip-gif.js';
import { stripJpeg } from './strip-jpeg.js';
import { stripPng } from './strip-png.js';
import { stripWebp } from './strip-webp.js';

export interface StripJob {
  /** Path of the file. What it is is decided by its content. */
  readonly source: string;
  /** Path of the copy; must not exist. */
  readonly output: string;
  /** For messages. Default: the path's last part. */
  readonly originalName?: string;
  readonly signal?: AbortSignal;
}

/** stripped: the copy is there. Else it is not, and `reason` says why in one sentence. */
export type StripResult =
  | { readonly stripped: true; readonly bytes: number }
  | { readonly stripped: false; readonly reason: string };

/** Pictures are held in memory, twice. */
const MAX_PICTURE_BYTES = 64 << 20;
/** The streams of a copy are as long as they were; its index may be longer, and is moved to the front. */
const CONTAINER_BYTES = 64 << 20;

/**
 * Makes a copy without location, device and time, whose pictures are the same to the last bit. Throws ConvertError 'convert-cancelled' and
 * '-stalled', what `sniff` throws, and the file system's own errors; a file that cannot be stripped is a value.
 */
export async function stripMetadata(job: StripJob, context: PosterContext): Promise<StripResult> {
  const { signal, originalName = basename(job.source) } = job;
  throwIfCancelled(signal);
  const [source, output] = [resolve(job.source), resolve(job.output)];
  const head = await readHead(source, SNIFF_BYTES);
  const type = sniff(head, originalName);
  const strip = pictureStripper(type, head);
  if (strip) return stripPicture(strip, source, output);
  if (type.way !== 'plain' || containerOf(head, type.demuxer) === undefined) {
    return refused(`files of this kind (${type.demuxer ?? type.way}) cannot be written again without loss`);
  }
  // Whatever goes wrong, a file that was there before is not ours to overwrite or to remove.
  await (await open(output, 'wx')).close();
  try {
    const result = await remux({ ...job, source, output, originalName }, type, head, context);
    if (!result.stripped) await rm(output, { force: true });
    return result;
  } catch (error) {
    await rm(output, { force: true });
    throw error;
  }
}

function pictureStripper({ way, demuxer }: MediaType, head: Uint8Array): ((file: Buffer) => Buffer) | undefined {
  if (way === 'heif') return blankHeif;
  if (way === 'animated-webp' || demuxer === 'webp_pipe') return stripWebp;
  if (demuxer === 'jpeg_pipe') return stripJpeg;
  if (demuxer === 'png_pipe' || demuxer === 'apng') return stripPng;
  if (demuxer === 'gif') return stripGif;
  const brand = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1', 4, 12);
  return brand === 'ftypavif' ? blankHeif : undefined;
}

async function stripPicture(strip: (file: Buffer) => Buffer, source: string, output: string): Promise<StripResult> {
  const { size } = await stat(source);
  if (size > MAX_PICTURE_BYTES) {
    return refused(
      `the picture is ${Math.ceil(size / 1e6)} MB large, and at most ${MAX_PICTURE_BYTES >> 20} MB are read`,
    );
  }
  try {
    const stripped = strip(await readFile(source));
    await writeFile(output, stripped, { flag: 'wx' });
    return { stripped: true, bytes: stripped.length };
  } catch (error) {
    if (error instanceof DamagedPicture) return refused(error.message);
    const existed = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!existed) await rm(output, { force: true });
    throw error;
  }
}

async function remux(
  { source, output, originalName, signal }: StripJob & { originalName: string },
  { demuxer, way }: MediaType,
  head: Uint8Array,
  context: PosterContext,
): Promise<StripResult> {
  const container = containerOf(head, demuxer);
  const file = { path: source, demuxer, still: way === 'still', orientation: exifOrientation(head) };
  try {
    const job = { source, originalName, workFolder: '', ...(signal && { signal }) };
    // Only Matroska's tags are missed by a copy; ffprobe takes as long as the copying.
    const { alpha } = demuxer === 'matroska' ? await probeFile(file, job, context) : { alpha: 'none' as const };
    const plan = planRemux({ ...file, alpha }, container ?? 'mp4', output, context.ffmpeg);
    const fileBytes = 2 * (await stat(source)).size + CONTAINER_BYTES;
    const run = await startFfmpeg(context.ffmpeg.path, plan, { ...context, signal, fileBytes });
    for await (const _ of run.output);
    const { content, reason } = await run.finished;
    if (!content) return refused(`ffmpeg could not write it again: ${reason ?? 'it gave no reason'}`);
    return { stripped: true, bytes: (await stat(output)).size };
  } catch (error) {
    if (error instanceof ConvertError && error.code.startsWith('media-')) return refused(error.message);
    throw error;
  }
}

function refused(why: string): StripResult {
  return { stripped: false, reason: `Its metadata stays: ${why.replace(/\.$/, '')}.` };
}
