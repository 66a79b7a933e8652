import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { FrameZipReader } from '../daemon/frames/reader.js';
import { FrameZipWriter } from '../daemon/frames/writer.js';
import { packageRoot } from '../daemon/package-root.js';
import { frameBytes } from '../display/panel.js';

export const FILM_GEOMETRY = { width: 320, height: 240 };

/** The frames of the bunny film at 320x240, RGB565 big-endian: by ffmpeg, or where there is none from a frame zip of it. */
export async function readFilm(): Promise<Uint8Array[]> {
  const source = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');
  const { width, height } = FILM_GEOMETRY;
  const filter = ['-vf', `scale=${width}:${height}`, '-pix_fmt', 'rgb565be', '-f', 'rawvideo'];
  const bytes = await outputOf('ffmpeg', ['-nostdin', '-v', 'error', '-i', source, ...filter, 'pipe:1']);
  return bytes === undefined ? readFixture() : split(bytes, frameBytes(FILM_GEOMETRY));
}

/** Writes the frames as a frame zip at a constant rate. */
export async function writeFilm(path: string, frames: readonly Uint8Array[], fps: number): Promise<void> {
  const writer = FrameZipWriter.create(path, {
    geometry: FILM_GEOMETRY,
    kind: 'video',
    slug: 'film',
    originalFilename: 'film',
    fps,
  });
  for (const [index, frame] of frames.entries()) writer.addFrame(frame, (index * 1000) / fps);
  writer.finish({ endMs: (frames.length * 1000) / fps });
}

function readFixture(): Uint8Array[] {
  const reader = FrameZipReader.open(join(packageRoot, 'test/fixtures/loop-format-bunny.zip'));
  const frames = Array.from({ length: reader.frameCount }, (_, index) => {
    const pixels = new Uint8Array(reader.frameBytes);
    reader.readFrame(index, pixels);
    return pixels;
  });
  reader.close();
  return frames;
}

function split(bytes: Buffer, size: number): Uint8Array[] {
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

/** Undefined where the program is not installed. */
function outputOf(program: string, words: readonly string[]): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks));
      else reject(new Error(`${program} ended with ${code}.`));
    });
  });
}
