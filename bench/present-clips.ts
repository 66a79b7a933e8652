import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Converter, DEFAULT_CONVERT_OPTIONS } from '../daemon/convert/convert.js';
import { findMediaTools } from '../daemon/convert/media-tools.js';
import { FrameZipReader } from '../daemon/frames/reader.js';
import { silentLog } from '../daemon/log.js';
import { packageRoot } from '../daemon/package-root.js';
import type { Geometry } from '../display/display.js';
import { type BenchClip, drawClip } from './convert-clips.js';

/** Film, screen recordings, an animation of few colours; each from the folder in FRAMED_MEDIA, or from the fixtures where it has none. */
const RECORDED = [
  'bunny-640x480-25fps.mp4',
  'clip-320x180-24fps.mp4',
  'asset-mpeg4.mov',
  'vp9-1080x1080.webm',
  'screen-1080p-25fps.mp4',
  'crawl.gif',
];

/** What ffmpeg draws: many things that move, dots all over, everything, and a picture that stands but for a line of text's height. */
const DRAWN: Readonly<Record<string, string>> = {
  testsrc2: 'testsrc2=size=640x480:rate=25:duration=4',
  life: 'life=size=320x240:mold=10:rate=25:ratio=0.1:seed=7:death_color=#303030:life_color=#ffffff,trim=duration=4',
  mandelbrot: 'mandelbrot=size=640x480:rate=25,trim=duration=4',
  scroll: 'testsrc=size=640x480:rate=25:duration=4,crop=640:64:0:0,scroll=horizontal=0.01,pad=640:480:0:400',
};

/** The clips that are there. @param folder where clips may be drawn. */
export async function presentClips(folder: string): Promise<BenchClip[]> {
  const clips: BenchClip[] = [];
  for (const file of RECORDED) {
    const path = await firstThatExists([
      join(process.env['FRAMED_MEDIA'] ?? folder, file),
      join(packageRoot, 'test/fixtures', file),
    ]);
    if (path !== undefined) clips.push({ name: file.replace(/\.\w+$/, ''), path });
  }
  for (const [name, source] of Object.entries(DRAWN)) {
    const path = join(folder, `${name}.mkv`);
    await drawClip(source, path);
    clips.push({ name, path });
  }
  return clips;
}

/** Converts the clip as an upload would be, and returns its frames: RGB565 big-endian. */
export async function convertedFrames(clip: BenchClip, geometry: Geometry, folder: string): Promise<Uint8Array[]> {
  const converter = new Converter({ tools: await findMediaTools(), log: silentLog, niceness: 0 });
  const output = join(folder, `${clip.name}-${geometry.width}x${geometry.height}.zip`);
  const { path, name } = clip;
  const options = { ...DEFAULT_CONVERT_OPTIONS, lengthMs: LENGTH_MS };
  await converter.convert({ source: path, originalName: name, output, workFolder: folder, geometry, options });
  const reader = FrameZipReader.open(output);
  const frames = Array.from({ length: reader.frameCount }, (_, index) => {
    const pixels = new Uint8Array(reader.frameBytes);
    if (reader.seekFrame(index, pixels) !== 'ok') throw new Error(`Frame ${index} of ${output} cannot be read.`);
    return pixels;
  });
  reader.close();
  return frames;
}

async function firstThatExists(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) return path;
  }
  return undefined;
}

/** Of each clip: a hundred frames of film say as much as all of them. */
const LENGTH_MS = 4000;
