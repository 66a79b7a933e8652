import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../daemon/package-root.js';

const run = promisify(execFile);

export interface BenchClip {
  readonly name: string;
  readonly path: string;
}

/**
 * The clips that conversion is measured on: film from the fixtures, and 1080p from the folder in FRAMED_MEDIA, or drawn by ffmpeg.
 *
 * @param folder where clips may be made
 */
export async function convertClips(folder: string): Promise<BenchClip[]> {
  const film = { name: 'bunny-640x480-25fps', path: join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4') };
  return [film, await screenClip(folder)];
}

async function screenClip(folder: string): Promise<BenchClip> {
  const given = join(process.env['FRAMED_MEDIA'] ?? folder, 'screen-1080p-25fps.mp4');
  const isGiven = await access(given).then(
    () => true,
    () => false,
  );
  if (isGiven) return { name: 'screen-1080p-25fps', path: given };
  const path = join(folder, 'drawn-1080p-25fps.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=1920x1080:rate=25:duration=5'];
  await ffmpeg(...source, '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', path);
  return { name: 'drawn-1080p-25fps', path };
}

/** Draws a source of ffmpeg's (lavfi) into a file, without loss. */
export async function drawClip(source: string, path: string): Promise<void> {
  await ffmpeg('-f', 'lavfi', '-i', source, '-c:v', 'ffv1', path);
}

/** The same clip `times` times in a row. */
export async function repeated(clip: BenchClip, times: number, folder: string): Promise<string> {
  const path = join(folder, `${clip.name}-${times}x.mp4`);
  await ffmpeg('-stream_loop', String(times - 1), '-i', clip.path, '-map', '0:v:0', '-c', 'copy', path);
  return path;
}

async function ffmpeg(...args: string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}
