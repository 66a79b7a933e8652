import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** A film that an emulated computer converts in seconds. Another name, or length, is another film. */
export function madeFilm(folder: string, name: string, seconds: number): string {
  const path = join(folder, name);
  const pattern = `testsrc2=size=320x240:rate=10:duration=${seconds},format=yuv420p`;
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', pattern, path], { stdio: ['ignore', 2, 2] });
  return path;
}
