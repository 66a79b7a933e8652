import { FrameZipError } from '../frames/frame-zip-error.js';
import { FrameZipReader } from '../frames/reader.js';
import { type Verification, verifyFrameZip } from '../frames/verify.js';
import type { ConvertContext, ConvertJob, ConvertResult } from './conversion.js';
import { cancelled } from './convert-error.js';
import { convertPictures, type PictureSequence } from './convert-pictures.js';

/** Takes a frame zip, LOOP's or ours, as a clip: all of it is checked first. Throws FrameZipError for what is not to be believed. */
export async function convertFrameZip(job: ConvertJob, context: ConvertContext): Promise<ConvertResult> {
  const { damagedFrames, unreachableFrames } = await verify(job);
  const reader = FrameZipReader.open(job.source);
  try {
    const result = await convertPictures(sequenceOf(reader, job), job, context);
    const lost = damagedFrames.length + unreachableFrames.length;
    if (lost === 0) return result;
    return {
      ...result,
      notes: [
        ...result.notes,
        `${lost} of ${reader.frameCount} frames are damaged; the one before stands in for each.`,
      ],
    };
  } finally {
    reader.close();
  }
}

async function verify({ source, originalName, signal }: ConvertJob): Promise<Verification> {
  try {
    return await verifyFrameZip(source, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw cancelled();
    throw error instanceof FrameZipError ? named(error, originalName) : error;
  }
}

/** Whoever sent a letter or an album does not know what an entry of a zip is: the sentence begins with what is wrong, and with what. */
function named(cause: FrameZipError, name: string): FrameZipError {
  const reason = cause.message.replace(/^The /, 'the ');
  return new FrameZipError(cause.code, `${JSON.stringify(name)} cannot be taken as a frame zip: ${reason}`, { cause });
}

function sequenceOf(reader: FrameZipReader, job: ConvertJob): PictureSequence {
  const { geometry, manifest, frameCount, totalMs } = reader;
  const { width, height } = job.geometry;
  return {
    picture: {
      ...geometry,
      codec: 'rawvideo',
      sampleAspect: 1,
      pixelFormat: 'rgb565be',
      orientation: 1,
      range: undefined,
      matrix: undefined,
      transfer: undefined,
      alpha: 'none',
    },
    ready: geometry.width === width && geometry.height === height && job.options.rotation === 0,
    kind: manifest.kind === 'image' ? 'still' : 'video',
    startsMs: Array.from({ length: frameCount }, (_, index) => reader.startMs(index)),
    endMs: totalMs,
    rate: manifest.durationsMs === undefined && manifest.fps > 0 ? manifest.fps : undefined,
    async *pictures() {
      const pixels = new Uint8Array(reader.frameBytes);
      for (let index = 0; index < frameCount; index++) {
        yield reader.readFrame(index, pixels, pixels) === 'ok' ? pixels : undefined;
      }
    },
  };
}
