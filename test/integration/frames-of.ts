import { FrameZipReader } from '../../daemon/frames/reader.js';

/** All frames of a zip, as base64 of RGB565 big-endian. */
export function framesOf(path: string): Set<string> {
  const reader = FrameZipReader.open(path);
  const pixels = Buffer.alloc(reader.frameBytes);
  const frames = new Set<string>();
  for (let index = 0; index < reader.frameCount; index++) {
    reader.readFrame(index, pixels, pixels);
    frames.add(pixels.toString('base64'));
  }
  reader.close();
  return frames;
}
