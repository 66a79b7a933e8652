import { rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { unpackRgb565 } from '../../display/pixels.js';
import type { GrowingZipReader } from '../frames/growing-reader.js';
import { openFrameZip } from '../frames/open-frame-zip.js';
import type { FrameZipReader } from '../frames/reader.js';
import { briefly, type PosterContext } from './conversion.js';
import { ConvertError } from './convert-error.js';
import { startFfmpeg } from './ffmpeg.js';
import { gatherOutput } from './gather-output.js';
import { planPoster } from './plan.js';

export interface PosterJob {
  /** Path of the frame zip. */
  readonly zip: string;
  /** Path of the JPEG; must not exist. */
  readonly output: string;
  readonly signal?: AbortSignal;
  /** The frame zip still grows, and this much of the clip is in it, 0 to 1: a frame that is too dark for a poster is refused then. */
  readonly madeShare?: number;
}

/** Where in a clip a telling frame may be, best first: past the opening titles. */
const PLACES = [0.1, 0.25, 0.5, 0.05, 0.75, 0];
/** 320 x 320 pixels of 3 bytes, and some: no JPEG is larger. */
const MAX_POSTER_BYTES = 512 << 10;
/** Mean brightness of 255 below which a frame counts as black. */
const BLACK = 20;

/** Writes a JPEG of a frame that says what the clip is. Throws ConvertError, FrameZipError, or the file system's own errors. */
export async function writePoster(job: PosterJob, context: PosterContext): Promise<void> {
  const { zip, output, signal, madeShare } = job;
  const reader = openFrameZip(zip, { growing: madeShare !== undefined });
  try {
    const pixels = tellingFrame(reader, madeShare);
    const run = await startFfmpeg(context.ffmpeg.path, planPoster(reader.geometry, context.ffmpeg), {
      ...briefly(context),
      input: Readable.from([Buffer.from(pixels)]),
      signal,
    });
    const chunks = await gatherOutput(run, MAX_POSTER_BYTES);
    const { content, reason } = await run.finished;
    if (!content || chunks.length === 0) {
      throw new ConvertError('convert-failed', `ffmpeg made no poster: ${reason ?? 'it gave no reason'}.`);
    }
    await writeFile(output, chunks, { flag: 'wx' }).catch(async (error: unknown) => {
      const existed = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!existed) await rm(output, { force: true });
      throw error;
    });
  } finally {
    reader.close();
  }
}

/** The first frame in order of {@link PLACES} that is not black; else, of a whole clip, the brightest of them. */
function tellingFrame(reader: FrameZipReader | GrowingZipReader, madeShare: number | undefined): Uint8Array {
  let best: Uint8Array | undefined;
  let bestBrightness = -1;
  const wholeMs = reader.totalMs / (madeShare ?? 1);
  for (const place of PLACES) {
    if (place > (madeShare ?? 1)) continue;
    const pixels = new Uint8Array(reader.frameBytes);
    if (reader.seekFrame(reader.frameAt(wholeMs * place), pixels) !== 'ok') continue;
    const brightness = meanBrightness(pixels);
    // Of a clip that grows a better one may come.
    if (madeShare !== undefined && brightness < BLACK) continue;
    if (brightness > bestBrightness) [best, bestBrightness] = [pixels, brightness];
    if (brightness >= BLACK) break;
  }
  if (!best)
    throw new ConvertError('media-unreadable', 'The clip has no frame that can be read, so it gets no poster.');
  return best;
}

/** 0 to 255, of some hundred pixels. */
function meanBrightness(pixels: Uint8Array): number {
  const count = Math.min(997, pixels.length / 2);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const at = 2 * Math.floor((i * pixels.length) / 2 / count);
    const [red, green, blue] = unpackRgb565(((pixels[at] ?? 0) << 8) | (pixels[at + 1] ?? 0));
    // Rec. 601 luma.
    sum += 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return sum / count;
}
