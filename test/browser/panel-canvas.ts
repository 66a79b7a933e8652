import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { FrameZipReader } from '../../daemon/frames/reader.js';
import { unpackRgb565 } from '../../display/pixels.js';

/** Runs in the browser, whose types this project does not have: the canvas with a test id, as base64 of its RGBA; nothing where there is none yet. */
const readCanvas = (testId: string) => `(() => {
  const canvas = document.querySelector('[data-testid="${testId}"]');
  if (canvas === null) return '';
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let binary = '';
  for (let at = 0; at < data.length; at += 0x8000) binary += String.fromCharCode(...data.subarray(at, at + 0x8000));
  return btoa(binary);
})()`;

/** What the page shows of the panel. Hashed, since only equality matters, and a frame is 300 KB. */
export async function canvasHash(page: Page, testId = 'panel'): Promise<string> {
  return hash(Buffer.from(await page.evaluate<string>(readCanvas(testId)), 'base64'));
}

/** RGBA in memory order of every RGB565 value, by the display's own arithmetic, not the page's. */
const RGBA = Uint32Array.from({ length: 0x10000 }, (_, pixel) =>
  Buffer.from([...unpackRgb565(pixel), 255]).readUInt32LE(),
);

/** The hash that the canvas must have for a frame, RGB565 big-endian. */
export function pixelsHash(frame: Uint8Array): string {
  const pixels = Buffer.from(frame.buffer, frame.byteOffset, frame.length);
  const rgba = Buffer.alloc(frame.length * 2);
  for (let at = 0; at < frame.length; at += 2) rgba.writeUInt32LE(RGBA[pixels.readUInt16BE(at)] ?? 0, at * 2);
  return hash(rgba);
}

/** The hash that the canvas must have for each frame of a frame zip, in order. */
export function frameHashes(zip: string): string[] {
  const reader = FrameZipReader.open(zip);
  const frame = new Uint8Array(reader.frameBytes);
  const hashes: string[] = [];
  for (let index = 0; index < reader.frameCount; index++) {
    const result = reader.readFrame(index, frame, frame);
    if (result !== 'ok') throw new Error(`frame ${index} is ${result}`);
    hashes.push(pixelsHash(frame));
  }
  reader.close();
  return hashes;
}

function hash(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}
