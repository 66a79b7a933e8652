import type { MediaFacts } from './media-facts.js';
import { boxAt, boxesIn, type Mp4Box } from './mp4-boxes.js';
import { orientationOfNumbers } from './orientation.js';

/**
 * What ffprobe will say of a film as phones make them, read from its index in a millisecond: one track of H.264 or HEVC, 4:2:0, as the index
 * describes it. It is a guess: the stream itself may say otherwise of its colours, its size and its fields, which takes a decoder to know.
 * How fast the pictures come is left to ffprobe altogether.
 *
 * Boxes and their fields: ISO/IEC 14496-12; 14496-15 for avcC and hvcC; QuickTime File Format for nclc and fiel.
 *
 * @param head the file's first bytes, with all of 'moov'
 * @returns undefined: the file is not of that kind, or there is something in it that a guess is too likely to get wrong
 */
export function guessFacts(head: Buffer): MediaFacts | undefined {
  try {
    const moov = boxAt(head, 'moov');
    return moov && factsOf(moov);
  } catch (error) {
    // A field beyond its box's end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function factsOf(moov: Buffer): MediaFacts | undefined {
  const mvhd = boxAt(moov, 'mvhd');
  const tracks = [...boxesIn(moov)].filter(({ type }) => type === 'trak');
  const kinds = tracks.map(({ content }) => handlerOf(content));
  const streamIndex = kinds.indexOf('vide');
  const track = tracks[streamIndex]?.content;
  const isPlain = kinds.every((kind, index) => index === streamIndex || BESIDE.has(kind));
  if (mvhd === undefined || track === undefined || !isPlain || !isUpright(matrixOf(mvhd, MVHD_MATRIX)))
    return undefined;

  const [tkhd, mdhd, stsd] = [
    boxAt(track, 'tkhd'),
    boxAt(track, 'mdia', 'mdhd'),
    boxAt(track, 'mdia', 'minf', 'stbl', 'stsd'),
  ];
  if (tkhd === undefined || mdhd === undefined || stsd?.readUInt32BE(4) !== 1) return undefined;
  const [entry] = boxesIn(stsd.subarray(8));
  const picture = entry && pictureOf(entry, sizeOf(tkhd));
  const isLong = mdhd.readUInt8(0) === 1;
  const tickUs = 1e6 / mdhd.readUInt32BE(isLong ? 20 : 12);
  return (
    picture && {
      ...picture,
      streamIndex,
      orientation: orientationOfNumbers(matrixOf(tkhd, TKHD_MATRIX)),
      interlaced: false,
      alpha: 'none',
      timing: { kind: 'video', frames: undefined, durationMs: undefined, rate: undefined, tickUs },
    }
  );
}

/** Tracks of sound, and of what a phone writes down beside it (positions, faces). */
const BESIDE: ReadonlySet<string> = new Set(['soun', 'meta']);

function handlerOf(track: Buffer): string {
  return boxAt(track, 'mdia', 'hdlr')?.toString('latin1', 8, 12) ?? '';
}

/** Where a matrix of nine numbers lies, with times of 32 and of 64 bits. */
type Place = readonly [short: number, long: number];
const MVHD_MATRIX: Place = [36, 48];
const TKHD_MATRIX: Place = [40, 52];
const MATRIX_BYTES = 36;

function placeIn(header: Buffer, [short, long]: Place): number {
  return header.readUInt8(0) === 1 ? long : short;
}

function matrixOf(header: Buffer, place: Place): number[] {
  const at = placeIn(header, place);
  return Array.from({ length: 9 }, (_, index) => header.readInt32BE(at + 4 * index));
}

function isUpright([a = 0, b = 0, , c = 0, d = 0]: readonly number[]): boolean {
  return a > 0 && a === d && b === 0 && c === 0;
}

/** As a player shows the track, in whole pixels (16.16). */
function sizeOf(tkhd: Buffer): { width: number; height: number } {
  const at = placeIn(tkhd, TKHD_MATRIX) + MATRIX_BYTES;
  return { width: tkhd.readUInt32BE(at) >>> 16, height: tkhd.readUInt32BE(at + 4) >>> 16 };
}

/** A VisualSampleEntry's own fields (12.1.3); boxes follow. */
const ENTRY_BYTES = 78;

type GuessedPicture = Omit<MediaFacts, 'streamIndex' | 'orientation' | 'interlaced' | 'alpha' | 'timing'>;

function pictureOf(entry: Mp4Box, shown: { width: number; height: number }): GuessedPicture | undefined {
  const { content } = entry;
  const [width, height] = [content.readUInt16BE(24), content.readUInt16BE(26)];
  const described = content.subarray(ENTRY_BYTES);
  const coding = codingOf(entry, described);
  const pasp = boxAt(described, 'pasp');
  // Without it a stretched track is one of pixels that are not square, by a rule of ffmpeg's own.
  const isStretched = pasp === undefined && (shown.width !== width || shown.height !== height);
  const hasFields = boxAt(described, 'fiel')?.readUInt8(0) === 2;
  if (coding === undefined || width < 1 || height < 1 || isStretched || hasFields) return undefined;
  const sampleAspect = pasp ? pasp.readUInt32BE(0) / pasp.readUInt32BE(4) : 1;
  if (!(sampleAspect >= 1 / 16 && sampleAspect <= 16)) return undefined;
  return { ...coding, ...coloursOf(described), width, height, sampleAspect };
}

function codingOf({ type }: Mp4Box, described: Buffer): { codec: string; pixelFormat: string } | undefined {
  if (type === 'avc1') {
    const profile = boxAt(described, 'avcC')?.readUInt8(1);
    return profile !== undefined && AVC_420.has(profile) ? { codec: 'h264', pixelFormat: 'yuv420p' } : undefined;
  }
  const hvcC = type === 'hvc1' || type === 'hev1' ? boxAt(described, 'hvcC') : undefined;
  if (hvcC === undefined || (hvcC.readUInt8(16) & 3) !== 1) return undefined;
  const format = HEVC_FORMATS[8 + (hvcC.readUInt8(17) & 7)];
  return format === undefined ? undefined : { codec: 'hevc', pixelFormat: format };
}

/** Baseline, Main and High: 8 bits, 4:2:0 (ITU-T H.264, A.2). */
const AVC_420: ReadonlySet<number> = new Set([66, 77, 100]);
/** By bits. */
const HEVC_FORMATS: Readonly<Record<number, string>> = { 8: 'yuv420p', 10: 'yuv420p10le' };

/** ITU-T H.273, 8.2 and 8.3, by ffmpeg's names; of the transfers, those that make a difference. */
const MATRICES: Readonly<Record<number, string>> = {
  1: 'bt709',
  4: 'fcc',
  5: 'bt470bg',
  6: 'smpte170m',
  7: 'smpte240m',
  9: 'bt2020nc',
  10: 'bt2020c',
};
const TRANSFERS: Readonly<Record<number, string>> = { 16: 'smpte2084', 18: 'arib-std-b67' };

function coloursOf(described: Buffer): Pick<MediaFacts, 'range' | 'matrix' | 'transfer'> {
  for (const { type, content } of boxesIn(described)) {
    const kind = type === 'colr' ? content.toString('latin1', 0, 4) : '';
    if (kind !== 'nclx' && kind !== 'nclc') continue;
    const [transfer, matrix] = [TRANSFERS[content.readUInt16BE(6)], MATRICES[content.readUInt16BE(8)]];
    const isFull = kind === 'nclx' && content.readUInt8(10) >= 0x80;
    return { range: isFull ? 'pc' : 'tv', matrix, transfer };
  }
  return { range: undefined, matrix: undefined, transfer: undefined };
}
