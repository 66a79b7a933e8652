import { DamagedPicture } from './damaged-picture.js';
import type { Span } from './film-blanks.js';
import { type LocatedBox, locatedBoxes, onlyBox } from './located-boxes.js';
import { soundSampleBytes } from './sample-entries.js';

/** Five days at 30 pictures a second; more are another program's work. */
const MAX_SAMPLES = 1 << 24;

/**
 * Where the samples of a track lie in the file, chunk by chunk, as its sample table says ('stbl', ISO/IEC 14496-12, 8.7). Throws DamagedPicture
 * where the table makes no sense.
 */
export function sampleSpans(film: Buffer, stbl: LocatedBox, kind: string): Span[] {
  const boxes = locatedBoxes(film, stbl.begin, stbl.end);
  const stsd = onlyBox(boxes, 'stsd');
  const { count, sizeOf } = sampleSizes(film, onlyBox(boxes, 'stsz', 'stz2'), (bytes) =>
    kind === 'soun' ? soundSampleBytes(film, stsd, bytes) : bytes,
  );
  const chunks = chunkPlaces(film, onlyBox(boxes, 'stco', 'co64'));
  const perChunk = samplesPerChunk(film, onlyBox(boxes, 'stsc'), chunks.length);
  const spans: Span[] = [];
  let sample = 0;
  for (const [index, begin] of chunks.entries()) {
    let end = begin;
    for (let left = perChunk(index); left > 0 && sample < count; left--) end += sizeOf(sample++);
    if (end > begin) spans.push({ begin, end });
  }
  return spans;
}

/** 8.7.3. A size that all samples have goes through `corrected`. */
function sampleSizes(film: Buffer, { type, begin, end }: LocatedBox, corrected: (bytes: number) => number) {
  if (begin + 12 > end) throw cutOff(type);
  const same = film.readUInt32BE(begin + 4);
  const count = film.readUInt32BE(begin + 8);
  if (count > MAX_SAMPLES) throw new DamagedPicture(`it has ${count} samples`);
  const bits = type === 'stz2' ? same & 0xff : 32;
  if (type === 'stsz' && same !== 0) {
    const bytes = corrected(same);
    return { count, sizeOf: () => bytes };
  }
  if (![4, 8, 16, 32].includes(bits)) throw new DamagedPicture(`its sizes have ${bits} bits`);
  const table = begin + 12;
  if (table + Math.ceil((count * bits) / 8) > end) throw cutOff(type);
  const sizeOf = (sample: number) => {
    if (bits > 4) return film.readUIntBE(table + (sample * bits) / 8, bits / 8);
    const pair = film[table + (sample >> 1)] ?? 0;
    return sample % 2 === 0 ? pair >> 4 : pair & 15;
  };
  return { count, sizeOf };
}

/** 8.7.5 */
function chunkPlaces(film: Buffer, chunks: LocatedBox): number[] {
  const { type, begin } = chunks;
  const bytes = type === 'co64' ? 8 : 4;
  const count = entriesIn(film, chunks, bytes);
  return Array.from({ length: count }, (_, index) => {
    const at = begin + 8 + index * bytes;
    return bytes === 8 ? Number(film.readBigUInt64BE(at)) : film.readUInt32BE(at);
  });
}

/** 8.7.4: runs of chunks with as many samples each. Returns how many there are in a chunk, to be asked in their order. */
function samplesPerChunk(film: Buffer, stsc: LocatedBox, chunks: number): (chunk: number) => number {
  const count = entriesIn(film, stsc, 12);
  const runs = Array.from({ length: count }, (_, index) => {
    const at = stsc.begin + 8 + index * 12;
    return { first: film.readUInt32BE(at) - 1, samples: film.readUInt32BE(at + 4) };
  });
  const isRising = runs.every(({ first }, index) => first > (runs[index - 1]?.first ?? -1));
  if ((chunks > 0 && runs[0]?.first !== 0) || !isRising) throw new DamagedPicture('its chunks are not in their order');
  let run = 0;
  return (chunk) => {
    while ((runs[run + 1]?.first ?? Number.POSITIVE_INFINITY) <= chunk) run++;
    return runs[run]?.samples ?? 0;
  };
}

function entriesIn(film: Buffer, { type, begin, end }: LocatedBox, bytes: number): number {
  if (begin + 8 > end) throw cutOff(type);
  const count = film.readUInt32BE(begin + 4);
  if (begin + 8 + count * bytes > end) throw cutOff(type);
  return count;
}

function cutOff(type: string): DamagedPicture {
  return new DamagedPicture(`its ${type} is cut off`);
}
