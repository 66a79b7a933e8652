import type { PlayableClip } from '../../../daemon/player/clip-cache.js';

/** 2x2 pixels: clip number, frame number, both as 16-bit words, then four bytes of nothing. */
export const TINY = { width: 2, height: 2 };

/** A clip in memory. Frames say who they are; the ones named in `damaged` cannot be read. */
export function fakeClip(
  number: number,
  { frames = 1, frameMs = 40, damaged = [] }: { frames?: number; frameMs?: number; damaged?: readonly number[] },
): PlayableClip {
  const totalMs = frames === 1 ? 0 : frames * frameMs;
  return {
    geometry: TINY,
    frameCount: frames,
    totalMs,
    durationMs: () => frameMs,
    startMs: (index) => index * frameMs,
    frameAt: (ms) => Math.min(Math.floor(ms / frameMs + 1e-9), frames - 1),
    seekFrame: (index, into) => {
      if (damaged.includes(index)) return 'damaged';
      new DataView(into.buffer, into.byteOffset).setUint16(0, number);
      new DataView(into.buffer, into.byteOffset).setUint16(2, index);
      return 'ok';
    },
    close: () => {},
  };
}

/** "clip/frame" of pixels that a fake clip wrote. */
export function frameName(pixels: Uint8Array): string {
  const view = new DataView(pixels.buffer, pixels.byteOffset);
  return `${view.getUint16(0)}/${view.getUint16(2)}`;
}
