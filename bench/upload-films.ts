import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../daemon/package-root.js';

const run = promisify(execFile);

const SECONDS = 20;

/**
 * Films to send: 20 s of 1280x720 at 30 pictures a second with sound, 13 MB, coded as a phone's hardware does it (no pictures that refer to
 * later ones). Each that is asked for has other bytes, so that none is known already.
 */
export class UploadFilms {
  readonly #folder: string;
  readonly #source: string;
  #made = 0;

  private constructor(folder: string, source: string) {
    this.#folder = folder;
    this.#source = source;
  }

  /** @param folder where they are made; takes some seconds */
  static async make(folder: string): Promise<UploadFilms> {
    const source = join(folder, 'source.mp4');
    const fixture = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');
    await ffmpeg(
      ...['-stream_loop', '-1', '-i', fixture, '-f', 'lavfi', '-i', 'sine=440:r=48000', '-map', '0:v', '-map', '1:a'],
      ...['-t', String(SECONDS), '-vf', 'scale=1280:720,fps=30', '-pix_fmt', 'yuv420p'],
      ...['-c:v', 'libx264', '-preset', 'superfast', '-bf', '0', '-b:v', '5M', '-maxrate', '6M', '-bufsize', '8M'],
      ...['-c:a', 'aac', '-b:a', '128k', source],
    );
    return new UploadFilms(folder, source);
  }

  /** As phones write it: what a player must know first ('moov') comes last. */
  recording(): Promise<string> {
    return this.#copy([], []);
  }

  /** With 'moov' in front. */
  streaming({ times = 1 } = {}): Promise<string> {
    return this.#copy(['-stream_loop', String(times - 1)], ['-movflags', '+faststart']);
  }

  async #copy(before: readonly string[], after: readonly string[]): Promise<string> {
    const name = `film-${++this.#made}`;
    const path = join(this.#folder, `${name}.mp4`);
    await ffmpeg(
      ...before,
      '-i',
      this.#source,
      '-map',
      '0',
      '-c',
      'copy',
      '-metadata',
      `title=${name}`,
      ...after,
      path,
    );
    return path;
  }
}

/** A file that begins like a film and is none: it is received like any other, and refused then. */
export async function writeNoFilm(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    const ftyp = Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
    const mdat = Buffer.from('\0\0\0\0mdat', 'latin1');
    mdat.writeUInt32BE(bytes - ftyp.length, 0);
    await file.write(Buffer.concat([ftyp, mdat]));
    // Random, but not all of it: making it must not take longer than sending it.
    const piece = Buffer.alloc(1 << 20, Math.random().toString());
    for (let left = bytes - ftyp.length - mdat.length; left > 0; left -= piece.length) {
      await file.write(piece.subarray(0, left));
    }
  } finally {
    await file.close();
  }
}

async function ffmpeg(...args: string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}
