import { join } from 'node:path';
import { FrameZipWriter } from '../../../daemon/frames/writer.js';
import { frameBytes } from '../../../display/panel.js';

export const SMALL = { width: 32, height: 24 };

/** Writes a real clip whose frame `i` has `first + i` in every pixel, and returns its path. One frame: a still. */
export async function writeClip(
  folder: string,
  name: string,
  {
    frames,
    fps = 25,
    first,
    geometry = SMALL,
  }: { frames: number; fps?: number; first: number; geometry?: typeof SMALL },
): Promise<string> {
  const path = join(folder, `${name}.zip`);
  const options = { geometry, slug: name, originalFilename: name };
  const writer = FrameZipWriter.create(
    path,
    frames === 1 ? { ...options, kind: 'image' } : { ...options, kind: 'video', fps },
  );
  const pixels = new Uint8Array(frameBytes(geometry));
  for (let frame = 0; frame < frames; frame++) {
    for (let at = 0; at < pixels.length; at += 2) pixels.set([(first + frame) >> 8, (first + frame) & 0xff], at);
    writer.addFrame(pixels, (frame * 1000) / fps);
  }
  writer.finish({ endMs: frames === 1 ? 0 : (frames * 1000) / fps });
  return path;
}

/** The number in every pixel; undefined where the pixels do not agree: a torn picture. */
export function pictureNumber(pixels: Uint8Array): number | undefined {
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.length);
  const number = view.getUint16(0);
  for (let at = 2; at < pixels.length; at += 2) if (view.getUint16(at) !== number) return undefined;
  return number;
}
