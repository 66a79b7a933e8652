import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** ffmpeg's own sums of a film. */
export interface FilmSums {
  /** Of the packets of each track. */
  readonly packets: string;
  /** Of what its pictures and its sound decode to, each with its time. */
  readonly decoded: string;
}

export interface FilmSumsOptions {
  /** Which tracks' packets count, as ffmpeg names them. */
  readonly maps?: readonly string[];
  /** False: `decoded` stays empty. */
  readonly decodes?: boolean;
}

/** The sums of two films, by one ffmpeg: of a short film, starting it takes longer than all else. */
export function sumsOfBoth(
  films: readonly [string, string],
  { maps = ['v', 'a?'], decodes = true }: FilmSumsOptions = {},
): [FilmSums, FilmSums] {
  const folder = mkdtempSync(join(tmpdir(), 'framed-sums-'));
  try {
    const outputs = films.flatMap((_, index) => {
      const tracks = maps.flatMap((map) => ['-map', `${index}:${map}`]);
      const packets = [...tracks, '-c', 'copy', '-f', 'streamhash', join(folder, `packets-${index}`)];
      const decoded = ['-map', `${index}:v`, '-map', `${index}:a?`, '-f', 'framemd5', join(folder, `decoded-${index}`)];
      return decodes ? [...packets, ...decoded] : packets;
    });
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...films.flatMap((film) => ['-i', film]), ...outputs], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const sums = (index: number): FilmSums => ({
      packets: readFileSync(join(folder, `packets-${index}`), 'utf8'),
      // Its header names the codecs' settings, which need not be the same.
      decoded: decodes ? readFileSync(join(folder, `decoded-${index}`), 'utf8').replace(/^#.*\n/gm, '') : '',
    });
    return [sums(0), sums(1)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
