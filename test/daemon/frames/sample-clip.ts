import type { BuiltEntry } from './zip-builder.js';

/** A clip of 4x2 pixels, small enough to lie about by hand. */
export const SAMPLE_WIDTH = 4;
export const SAMPLE_HEIGHT = 2;
export const SAMPLE_FRAME_BYTES = 16;

/** The pixels of frame `index`: no two frames are equal. */
export function samplePixels(index: number): Uint8Array {
  return Uint8Array.from({ length: SAMPLE_FRAME_BYTES }, (_, at) => (index * 31 + at * 7 + (at % 3)) & 0xff);
}

export function sampleFrame(index: number, changes: Partial<BuiltEntry> = {}): BuiltEntry {
  return { name: `frame_${String(index + 1).padStart(6, '0')}.rgb`, data: samplePixels(index), ...changes };
}

/** metadata.json as LOOP writes it, with `changes`; undefined takes a key away. */
export function sampleManifest(changes: Record<string, unknown> = {}, entry: Partial<BuiltEntry> = {}): BuiltEntry {
  const fields = {
    slug: 'sample_0123456789abcdef',
    original_filename: 'sample.mp4',
    type: 'video',
    width: SAMPLE_WIDTH,
    height: SAMPLE_HEIGHT,
    frame_count: 3,
    format: 'rgb565',
    fps: 25,
    ...changes,
  };
  return { name: 'metadata.json', data: Buffer.from(JSON.stringify(fields), 'utf8'), ...entry };
}

/** Three good frames and their manifest. */
export function sampleEntries(): BuiltEntry[] {
  return [sampleFrame(0), sampleFrame(1), sampleFrame(2), sampleManifest()];
}
