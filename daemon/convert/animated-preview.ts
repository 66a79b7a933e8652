import { rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { FrameZipReader } from '../frames/reader.js';
import { briefly, type PosterContext } from './conversion.js';
import { ConvertError } from './convert-error.js';
import { startFfmpeg } from './ffmpeg.js';
import { gatherOutput } from './gather-output.js';
import { PREVIEW_PACKINGS, planAnimatedPreview } from './plan-animated-preview.js';

export interface AnimatedPreviewJob {
  /** Path of the frame zip. */
  readonly zip: string;
  /** Path of the animation; must not exist. */
  readonly output: string;
  readonly signal?: AbortSignal;
}

export interface AnimatedPreview {
  readonly type: 'image/webp' | 'image/gif';
  readonly bytes: number;
}

/** Pictures a second, and for how long: enough to tell what moves, and a list of clips stays light on a phone. */
const RATE = 10;
const LENGTH_MS = 2000;
/** Behind the opening titles. */
const BEGIN_SHARE = 0.1;
/** A list of twenty clips is then no more than 3 MB. */
const MAX_BYTES = 150_000;
/** 20 pictures of 160 x 160 pixels of 3 bytes are 1.5 MB before they are packed. */
const MAX_OUTPUT_BYTES = 2 << 20;

/** Writes a few moving pictures of a clip. @returns undefined: it is a still, and nothing was written */
export async function writeAnimatedPreview(
  { zip, output, signal }: AnimatedPreviewJob,
  context: PosterContext,
): Promise<AnimatedPreview | undefined> {
  const reader = FrameZipReader.open(zip);
  try {
    if (reader.totalMs === 0 || reader.frameCount < 2) return undefined;
    const type = context.ffmpeg.encoders.has('libwebp_anim') ? 'image/webp' : 'image/gif';
    let made: Buffer[] = [];
    for (const packing of PREVIEW_PACKINGS) {
      const commandLine = planAnimatedPreview(reader.geometry, RATE, type, packing, context.ffmpeg);
      made = await run(commandLine, Readable.from(moments(reader), { highWaterMark: 1 }), signal, context);
      if (sizeOf(made) <= MAX_BYTES) break;
    }
    await writeFile(output, made, { flag: 'wx' }).catch(async (error: unknown) => {
      const existed = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!existed) await rm(output, { force: true });
      throw error;
    });
    return { type, bytes: sizeOf(made) };
  } finally {
    reader.close();
  }
}

async function run(
  commandLine: Parameters<typeof startFfmpeg>[1],
  input: Readable,
  signal: AbortSignal | undefined,
  context: PosterContext,
): Promise<Buffer[]> {
  const started = await startFfmpeg(context.ffmpeg.path, commandLine, { ...briefly(context), input, signal });
  const chunks = await gatherOutput(started, MAX_OUTPUT_BYTES);
  const { content, reason } = await started.finished;
  if (!content || chunks.length === 0)
    throw new ConvertError('convert-failed', `ffmpeg made no animated preview: ${reason ?? 'it gave no reason'}.`);
  return chunks;
}

/** What the clip shows at even moments; where a frame is damaged, the one before. A short clip is shown once through. */
function* moments(reader: FrameZipReader): Generator<Buffer> {
  const lengthMs = Math.min(LENGTH_MS, reader.totalMs);
  const beginMs = Math.min(reader.totalMs * BEGIN_SHARE, reader.totalMs - lengthMs);
  const pixels = new Uint8Array(reader.frameBytes);
  let shown = -1;
  for (let ms = 0; ms < lengthMs; ms += 1000 / RATE) {
    const index = reader.frameAt(beginMs + ms);
    if (index !== shown) reader.seekFrame(index, pixels, pixels);
    shown = index;
    // A pipe takes its time with what it is given, so every frame gets memory of its own.
    yield Buffer.from(pixels);
  }
}

function sizeOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}
