import { DamagedPicture } from './damaged-picture.js';
import type { FilmBlanks } from './film-blanks.js';
import { type LocatedBox, locatedBoxes } from './located-boxes.js';

/** Codecs whose sample entries are understood: none of them is told from another by the name of the program that wrote it. */
const VIDEO_CODECS = new Set(
  'avc1 avc2 avc3 avc4 hvc1 hev1 dvh1 dvhe dva1 dvav av01 vp08 vp09 mp4v jpeg mjpa mjpb apcn apch apcs apco ap4h ap4x'.split(
    ' ',
  ),
);

/** How the pictures are decoded and shown. What else stands in a sample entry is blanked. */
const VIDEO_PARTS = new Set(
  'avcC hvcC lhvC hvcE av1C vpcC esds colr pasp clap fiel gama btrt dvcC dvvC dvwC mdcv clli cclv amve SmDm CoLL st3d vexu hfov glbl'.split(
    ' ',
  ),
);

/** Begin of the parts of a VisualSampleEntry, 12.1.3: its maker is at 12, the name of the program at 42, 32 bytes of it. */
const VIDEO_BYTES = 78;
/** Begin of the parts of an AudioSampleEntry of version 0, 12.2.3; the maker is at 12 in QuickTime's. */
const AUDIO_BYTES = 28;
const MAKER = { at: 12, bytes: 4 };
const PROGRAM = { at: 42, bytes: 32 };

/** Blanks which program and device made the track, in its sample descriptions ('stsd'). Throws DamagedPicture for codecs that are not known. */
export function blankSampleEntries(film: Buffer, stsd: LocatedBox, kind: string, blanks: FilmBlanks): void {
  for (const entry of locatedBoxes(film, stsd.begin + 8, stsd.end)) {
    const { type, begin, end } = entry;
    const isVideo = kind === 'vide';
    if (end - begin < (isVideo ? VIDEO_BYTES : AUDIO_BYTES)) throw new DamagedPicture(`its ${type} entry is too short`);
    blanks.zeros(begin + MAKER.at, begin + MAKER.at + MAKER.bytes);
    if (!isVideo) continue;
    if (!VIDEO_CODECS.has(type)) throw new DamagedPicture(`its pictures are coded as ${JSON.stringify(type)}`);
    // A table of colours would follow.
    if (film.readUInt16BE(begin + VIDEO_BYTES - 2) === 0) throw new DamagedPicture('it has a table of colours');
    blanks.zeros(begin + PROGRAM.at, begin + PROGRAM.at + PROGRAM.bytes);
    for (const part of locatedBoxes(film, begin + VIDEO_BYTES, end)) {
      if (!VIDEO_PARTS.has(part.type)) blanks.box(part);
    }
  }
}

/**
 * The most that one sample of a sound track takes whose samples all have the size `bytes`. QuickTime counts single moments of sound as samples
 * of one byte, whatever they take; how many bytes that is is in the sample description (QTFF, "Sound Sample Descriptions").
 */
export function soundSampleBytes(film: Buffer, stsd: LocatedBox, bytes: number): number {
  let most = bytes;
  for (const { begin, end } of locatedBoxes(film, stsd.begin + 8, stsd.end)) {
    const version = film.readUInt16BE(begin + 8);
    const channels = film.readUInt16BE(begin + 16);
    const bits = film.readUInt16BE(begin + 18);
    most = Math.max(most, channels * Math.ceil(bits / 8));
    // Bytes of a frame, and of a packet.
    if (version === 1 && begin + 44 <= end) most = Math.max(most, film.readUInt32BE(begin + 36));
    if (version === 2 && begin + 64 <= end) most = Math.max(most, film.readUInt32BE(begin + 56));
  }
  return most;
}
