import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type AnimatedWebp, readAnimatedWebp, standaloneWebp, WebpStructureError } from './animated-webp.js';
import type { ConvertContext, ConvertJob, ConvertResult, PosterContext, SourceJob } from './conversion.js';
import { ConvertError, quoteName } from './convert-error.js';
import { convertPictures, type PictureSequence } from './convert-pictures.js';
import { startFfmpeg } from './ffmpeg.js';
import { assembleFrames } from './frame-assembly.js';
import { pictureTimes } from './picture-times.js';
import { planWebpDecode } from './plan.js';
import { WebpCanvas } from './webp-canvas.js';

/**
 * A 4K picture. The canvas is composed in this process, in four copies on their way, 4 bytes a pixel: 130 MB, more than a Pi Zero 2
 * should spare. Animated WebP from phones and chats is far below.
 */
const MAX_CANVAS_PIXELS = 3840 * 2160;

/** Converts an animated WebP. ffmpeg decodes its frames but knows nothing of the animation, so frames are taken apart and composed here. */
export function convertAnimatedWebp(job: ConvertJob, context: ConvertContext): Promise<ConvertResult> {
  return withAnimatedWebp(job, context, async (sequence, { cutOff }) => {
    const result = await convertPictures(sequence, job, context);
    return cutOff
      ? { ...result, notes: [...result.notes, 'The file is cut off: its last frames are missing.'] }
      : result;
  });
}

/** Opens an animated WebP and closes it again when `use` is through. Throws ConvertError 'media-unreadable' and '-too-large'. */
export async function withAnimatedWebp<Result>(
  job: SourceJob,
  context: PosterContext,
  use: (sequence: PictureSequence, webp: AnimatedWebp) => Promise<Result>,
): Promise<Result> {
  const file = await open(job.source, 'r');
  try {
    const webp = await readAnimatedWebp(file);
    check(webp, job);
    return await use(sequenceOf(webp, file, job, context), webp);
  } catch (cause) {
    if (!(cause instanceof WebpStructureError)) throw cause;
    throw new ConvertError('media-unreadable', `${quoteName(job.originalName)} cannot be read: ${cause.message}.`, {
      cause,
    });
  } finally {
    await file.close();
  }
}

function check({ width, height, frames }: AnimatedWebp, { originalName }: SourceJob): void {
  if (frames.length === 0)
    throw new ConvertError('media-unreadable', `${quoteName(originalName)} is an animation without frames.`);
  if (width * height > MAX_CANVAS_PIXELS) {
    throw new ConvertError(
      'media-too-large',
      `${quoteName(originalName)} is an animation of ${width}x${height} pixels; at most 3840x2160 is accepted.`,
    );
  }
}

function sequenceOf(webp: AnimatedWebp, file: FileHandle, job: SourceJob, context: PosterContext): PictureSequence {
  const { width, height, frames } = webp;
  const { startsMs, endMs, rate } = pictureTimes(frames.map(({ durationMs }) => durationMs));
  return {
    picture: {
      ...{ width, height, codec: 'rawvideo', sampleAspect: 1, pixelFormat: 'rgba', orientation: 1, alpha: 'in-pixels' },
      ...{ range: undefined, matrix: undefined, transfer: undefined },
    },
    ready: false,
    kind: frames.length === 1 ? 'still' : 'animation',
    startsMs,
    endMs,
    rate,
    pictures: () => compose(webp, file, job, context),
  };
}

/** All frames go through one ffmpeg; each comes back at the canvas's size, in its top left corner. */
async function* compose(
  webp: AnimatedWebp,
  file: FileHandle,
  job: SourceJob,
  context: PosterContext,
): AsyncGenerator<Uint8Array> {
  const { width, height, frames } = webp;
  const input = Readable.from(standalones(webp, file), { highWaterMark: 1 });
  const run = await startFfmpeg(context.ffmpeg.path, planWebpDecode(webp, context.ffmpeg), {
    ...context,
    input,
    signal: job.signal,
  });
  const canvas = new WebpCanvas(width, height);
  let index = 0;
  try {
    for await (const pixels of assembleFrames(run.output, width * height * 4)) {
      const frame = frames[index++];
      if (!frame) break;
      canvas.draw(frame, pixels);
      yield canvas.pixels;
    }
    const { reason } = await run.finished;
    if (index === 0) throw new WebpStructureError(reason ?? 'no frame could be decoded');
  } finally {
    run.kill();
    await run.finished.catch(() => {});
  }
}

async function* standalones({ frames }: AnimatedWebp, file: FileHandle): AsyncGenerator<Buffer> {
  for (const frame of frames) yield await standaloneWebp(file, frame);
}
