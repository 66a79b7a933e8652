import { Readable } from 'node:stream';
import type { Geometry } from '../../display/display.js';
import { FrameZipReader } from '../frames/reader.js';
import { briefly, type PosterContext, type SourceJob } from './conversion.js';
import { withAnimatedWebp } from './convert-animated-webp.js';
import { ConvertError, quoteName } from './convert-error.js';
import { exifOrientation } from './exif.js';
import { startFfmpeg } from './ffmpeg.js';
import type { Picture } from './filters.js';
import { gatherOutput } from './gather-output.js';
import { withPhoto } from './heif.js';
import { readHead } from './input-head.js';
import type { MediaFacts } from './media-facts.js';
import { withFirstPage } from './pdf-pages.js';
import { type PictureTimes, pictureTimes } from './picture-times.js';
import { type Place, planRawStill, planStill, type StillPlan } from './plan-still.js';
import type { StillPixels } from './preview-still.js';
import { probeFile, probePackets, type SourceFile, unreadable } from './probe-file.js';
import { SNIFF_BYTES, sniff } from './sniff.js';

/**
 * The picture of a file at `atMs` of its own clock, as people see it, and no larger than a preview on `panel` needs. Behind the end stands
 * the first picture. Throws ConvertError, FrameZipError, and the file system's own errors.
 */
export async function takeStill(
  job: SourceJob,
  atMs: number,
  panel: Geometry,
  context: PosterContext,
): Promise<StillPixels> {
  const head = await readHead(job.source, SNIFF_BYTES);
  const { way, demuxer } = sniff(head, job.originalName);
  const ofFile = (file: SourceFile) => stillOfFile(file, job, atMs, panel, context);
  switch (way) {
    case 'frame-zip':
      return stillOfFrameZip(job, atMs, panel, context);
    case 'animated-webp':
      return stillOfAnimatedWebp(job, atMs, panel, context);
    case 'heif':
      return withPhoto(job, context, ofFile);
    case 'pdf':
      return withFirstPage(job, context, ofFile);
    case 'plain':
    case 'still':
      return ofFile({ path: job.source, demuxer, still: way === 'still', orientation: exifOrientation(head) });
  }
}

async function stillOfFile(
  file: SourceFile,
  job: SourceJob,
  atMs: number,
  panel: Geometry,
  context: PosterContext,
): Promise<StillPixels> {
  const facts = await probeFile(file, job, context);
  let reason: string | undefined;
  for (const place of await placesOf(file, facts, atMs, job, context)) {
    const plan = planStill({ ...file, facts }, place, panel, context.ffmpeg);
    const made = await run(plan, undefined, job, context);
    if (made.still) return made.still;
    reason = made.reason;
  }
  throw unreadable(job, reason);
}

/** Where to look for the picture, best first. */
async function placesOf(
  file: SourceFile,
  facts: MediaFacts,
  atMs: number,
  job: SourceJob,
  context: PosterContext,
): Promise<readonly Place[]> {
  if (atMs === 0 || facts.timing.kind === 'still') return [{ atMs: 0 }];
  if (facts.timing.kind === 'video') return [{ atMs }, { atMs: 0 }];
  const { durationsMs } = await probePackets(file, facts, job, context);
  return [{ index: indexAt(pictureTimes(durationsMs), atMs) }, { index: 0 }];
}

/** The picture that is up at `atMs`; behind the end the first. */
function indexAt({ startsMs, endMs }: Pick<PictureTimes, 'startsMs' | 'endMs'>, atMs: number): number {
  return atMs < endMs
    ? Math.max(
        0,
        startsMs.findLastIndex((startMs) => startMs <= atMs),
      )
    : 0;
}

async function stillOfFrameZip(
  job: SourceJob,
  atMs: number,
  panel: Geometry,
  context: PosterContext,
): Promise<StillPixels> {
  const reader = FrameZipReader.open(job.source);
  try {
    const pixels = new Uint8Array(reader.frameBytes);
    const index = reader.frameAt(atMs < reader.totalMs ? atMs : 0);
    if (reader.seekFrame(index, pixels) !== 'ok')
      throw new ConvertError('media-unreadable', `Frame ${index} of ${quoteName(job.originalName)} is damaged.`);
    return await stillOfPixels({ ...RAW, ...reader.geometry, pixelFormat: 'rgb565be' }, pixels, job, panel, context);
  } finally {
    reader.close();
  }
}

function stillOfAnimatedWebp(
  job: SourceJob,
  atMs: number,
  panel: Geometry,
  context: PosterContext,
): Promise<StillPixels> {
  return withAnimatedWebp(job, context, async ({ picture, startsMs, endMs, pictures }) => {
    const wanted = indexAt({ startsMs, endMs }, atMs);
    let index = 0;
    for await (const pixels of pictures()) {
      if (index++ === wanted && pixels) return stillOfPixels(picture, pixels, job, panel, context);
    }
    throw unreadable(job, 'the picture at this moment is missing');
  });
}

/** What raw pixels have in common. */
const RAW: Omit<Picture, 'width' | 'height' | 'pixelFormat'> = {
  ...{ codec: 'rawvideo', sampleAspect: 1, orientation: 1, alpha: 'none' },
  ...{ range: undefined, matrix: undefined, transfer: undefined },
};

async function stillOfPixels(
  picture: Picture,
  pixels: Uint8Array,
  job: SourceJob,
  panel: Geometry,
  context: PosterContext,
): Promise<StillPixels> {
  const { still, reason } = await run(planRawStill(picture, panel, context.ffmpeg), pixels, job, context);
  if (!still) throw unreadable(job, reason);
  return still;
}

async function run(
  { commandLine, width, height, transparent, drawn }: StillPlan,
  input: Uint8Array | undefined,
  job: SourceJob,
  context: PosterContext,
): Promise<{ still: StillPixels | undefined; reason: string | undefined }> {
  const started = await startFfmpeg(context.ffmpeg.path, commandLine, {
    ...briefly(context),
    signal: job.signal,
    ...(input && { input: Readable.from([Buffer.from(input)]) }),
  });
  const wanted = width * height * (transparent ? 4 : 3);
  const pixels = Buffer.concat(await gatherOutput(started, wanted));
  const { reason } = await started.finished;
  const whole = pixels.length === wanted;
  return { still: whole ? { width, height, pixels, transparent, drawn } : undefined, reason };
}
