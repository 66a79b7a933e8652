import type { FileHandle } from 'node:fs/promises';

/** One ANMF chunk of an animated WebP (WebP container specification, "Animation"). Pixels, from the canvas's top left. */
export interface WebpFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** As written; 0 is possible. */
  readonly durationMs: number;
  /** Mix with what is there by the frame's transparency; else replace it. */
  readonly blend: boolean;
  /** Clear the frame's rectangle before the next frame. */
  readonly clearAfter: boolean;
  /** Where the frame's own chunks lie in the file, in bytes. */
  readonly offset: number;
  readonly bytes: number;
}

export interface AnimatedWebp {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly WebpFrame[];
  /** True where the file ends before its last chunk does; `frames` are those that are whole. */
  readonly cutOff: boolean;
}

/** Why a file was not understood, as the end of a sentence. */
export class WebpStructureError extends Error {}

/** An hour at 30 frames a second; more is an attack on memory. */
const MAX_FRAMES = 108_000;
const ANMF_HEADER_BYTES = 16;

/** Reads the chunk headers of an animated WebP; the pixels stay in the file. Throws WebpStructureError. */
export async function readAnimatedWebp(file: FileHandle): Promise<AnimatedWebp> {
  const { size } = await file.stat();
  const header = await readAt(file, 0, 30);
  if (header.length < 30 || header.toString('latin1', 8, 16) !== 'WEBPVP8X')
    throw new WebpStructureError('its header is damaged');
  const width = 1 + header.readUIntLE(24, 3);
  const height = 1 + header.readUIntLE(27, 3);
  const frames: WebpFrame[] = [];
  let at = 12;
  while (at + 8 <= size) {
    const chunk = await readAt(file, at, 8 + ANMF_HEADER_BYTES);
    const bytes = chunk.readUInt32LE(4);
    const end = at + 8 + bytes;
    if (end > size) return { width, height, frames, cutOff: true };
    if (chunk.toString('latin1', 0, 4) === 'ANMF') {
      if (frames.length >= MAX_FRAMES) throw new WebpStructureError(`it has more than ${MAX_FRAMES} frames`);
      frames.push(decodeFrame(chunk, at, bytes, { width, height }));
    }
    // Chunks are padded to even length (RIFF).
    at = end + (bytes % 2);
  }
  return { width, height, frames, cutOff: false };
}

/** A frame as a WebP file of its own, which any decoder takes. Throws WebpStructureError. */
export async function standaloneWebp(file: FileHandle, frame: WebpFrame): Promise<Buffer> {
  const data = await readAt(file, frame.offset, frame.bytes);
  const kept: Buffer[] = [];
  let alpha = false;
  let pixels = false;
  for (let at = 0; at + 8 <= data.length; ) {
    const type = data.toString('latin1', at, at + 4);
    const end = at + 8 + data.readUInt32LE(at + 4);
    if (end > data.length) throw new WebpStructureError('a frame is longer than its chunk');
    const padded = end + (end % 2);
    if (type === 'ALPH' || type === 'VP8 ' || type === 'VP8L') {
      kept.push(data.subarray(at, end), Buffer.alloc(padded - end));
      alpha ||= type === 'ALPH';
      pixels ||= type !== 'ALPH';
    }
    at = padded;
  }
  if (!pixels) throw new WebpStructureError('a frame has no picture');
  if (alpha) kept.unshift(extendedHeader(frame));
  const body = Buffer.concat(kept);
  const riff = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  riff.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([riff, body]);
}

function decodeFrame(chunk: Buffer, at: number, bytes: number, canvas: { width: number; height: number }): WebpFrame {
  if (bytes < ANMF_HEADER_BYTES) throw new WebpStructureError('a frame has no header');
  const flags = chunk[23] ?? 0;
  const frame = {
    x: 2 * chunk.readUIntLE(8, 3),
    y: 2 * chunk.readUIntLE(11, 3),
    width: 1 + chunk.readUIntLE(14, 3),
    height: 1 + chunk.readUIntLE(17, 3),
    durationMs: chunk.readUIntLE(20, 3),
    blend: (flags & 0x02) === 0,
    clearAfter: (flags & 0x01) !== 0,
    offset: at + 8 + ANMF_HEADER_BYTES,
    bytes: bytes - ANMF_HEADER_BYTES,
  };
  if (frame.x + frame.width > canvas.width || frame.y + frame.height > canvas.height) {
    throw new WebpStructureError('a frame lies outside the canvas');
  }
  return frame;
}

/** The VP8X chunk that announces ALPH; flag 0x10 is alpha, sizes are one less and 24 bits. */
function extendedHeader({ width, height }: WebpFrame): Buffer {
  const chunk = Buffer.alloc(18);
  chunk.write('VP8X', 'latin1');
  chunk.writeUInt32LE(10, 4);
  chunk[8] = 0x10;
  chunk.writeUIntLE(width - 1, 12, 3);
  chunk.writeUIntLE(height - 1, 15, 3);
  return chunk;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
