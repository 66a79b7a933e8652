import { type FileHandle, open } from 'node:fs/promises';
import { DamagedPicture } from './damaged-picture.js';
import { FilmBlanks, type Span } from './film-blanks.js';
import { readFilmIndex } from './film-index.js';
import type { LocatedBox } from './located-boxes.js';
import { SpanSet } from './span-set.js';
import { writeBlanks } from './write-blanks.js';

/** What of a film is to be written over, in the file itself. */
export interface Blanking {
  /** Types of the boxes that become free space. */
  readonly boxes: readonly string[];
  /** Kinds of the tracks that do, one for each. */
  readonly tracks: readonly string[];
  /**
   * Writes over it. Not synced. The film plays whatever of it reached the file, and where {@link planBlanking} understands what it finds then, it
   * goes on. Rejects with Node's error, or the signal's reason.
   */
  apply(): Promise<void>;
}

/** A film of some hours has an index of 10 MB; it is held in memory. */
const MAX_INDEX_BYTES = 64 << 20;
const MAX_TOP_BOXES = 4096;
/** What is written over has to be looked at; a copy leaves it out. */
const MAX_ZEROED_BYTES = 1 << 30;
/** Parts of its data that are no picture and no sound, each of which is one write. */
const MAX_GAPS = 65_536;

/** Further samples, or where they are, are described outside the index. */
const FRAGMENTED = new Set(['moof', 'sidx', 'mfra', 'ssix']);

/**
 * Finds what tells of place, device, program and time in an MP4 or QuickTime film. It is blanked where it lies, so that nothing moves: what
 * playing does not need becomes free space, and what is in 'mdat' without being picture or sound becomes zeros, as does whatever stands
 * behind the last box. Rotation, edit lists, pixel aspect and colours stay.
 *
 * @throws DamagedPicture where the film is not wholly understood; and Node's error, or the signal's reason
 */
export async function planBlanking(path: string, signal?: AbortSignal): Promise<Blanking> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { boxes, end } = await topBoxes(file, size);
    const blanks = new FilmBlanks();
    const index = await indexOf(file, boxes);
    for (const box of boxes) if (!KEPT.has(box.type)) blanks.box(box);
    if (end < size) blanks.rest({ begin: end, end: size });
    const kept = new SpanSet(index.kept);
    const spans = [...index.blanks.spans, ...blanks.spans];
    if (spans.some((span) => kept.meets(span))) throw new DamagedPicture('its pictures lie among its descriptions');
    if (index.dropped.some((span) => kept.meets(span))) throw new DamagedPicture('its tracks share their data');
    const zeroed = [...index.blanks.zeroed, ...blanks.zeroed, ...gaps(boxes, kept)];
    const zeroedBytes = zeroed.reduce((sum, { begin, end }) => sum + end - begin, 0);
    if (zeroedBytes > MAX_ZEROED_BYTES)
      throw new DamagedPicture(`it has ${Math.round(zeroedBytes / 1e6)} MB of other data`);
    const renamed = [...index.blanks.renamed, ...blanks.renamed];
    return {
      boxes: [...new Set([...index.blanks.boxes, ...blanks.boxes])].map(readable),
      tracks: index.blanks.tracks.map(readable),
      apply: () => writeBlanks(path, { renamed, zeroed }, signal),
    };
  } finally {
    await file.close();
  }
}

/** Four letters, one of which may be a copyright sign; hostile ones may be anything. */
function readable(type: string): string {
  return type.replace(/[^ -~\xa9]/g, '?');
}

const KEPT = new Set(['ftyp', 'moov', 'mdat']);

async function topBoxes(file: FileHandle, size: number): Promise<{ boxes: LocatedBox[]; end: number }> {
  const boxes: LocatedBox[] = [];
  const header = Buffer.alloc(16);
  let at = 0;
  while (at + 8 <= size) {
    const { bytesRead } = await file.read(header, 0, 16, at);
    if (bytesRead < 8) throw new DamagedPicture('it is shorter than it was');
    const short = header.readUInt32BE(0);
    const isLong = short === 1 && bytesRead === 16;
    const bytes = isLong ? Number(header.readBigUInt64BE(8)) : short === 0 ? size - at : short;
    const type = header.toString('latin1', 4, 8);
    const begin = at + (isLong ? 16 : 8);
    // A film that was cut off has as much of its data as came; other boxes that do not fit are none.
    const fits = at + bytes <= size || type === 'mdat';
    if (!fits || at + bytes < begin || !/^[\x20-\x7e\xa9]{4}$/.test(type)) break;
    if (boxes.length >= MAX_TOP_BOXES) throw new DamagedPicture(`it has more than ${MAX_TOP_BOXES} parts`);
    boxes.push({ type, at, begin, end: Math.min(size, at + bytes) });
    at = Math.min(size, at + bytes);
  }
  return { boxes, end: at };
}

async function indexOf(file: FileHandle, boxes: readonly LocatedBox[]) {
  const fragment = boxes.find(({ type }) => FRAGMENTED.has(type));
  if (fragment !== undefined) throw new DamagedPicture(`it comes in fragments (${fragment.type})`);
  const [moov, another] = boxes.filter(({ type }) => type === 'moov');
  if (moov === undefined || another !== undefined) throw new DamagedPicture('it has not one index');
  const bytes = moov.end - moov.begin;
  if (bytes > MAX_INDEX_BYTES) throw new DamagedPicture(`its index has ${bytes} bytes`);
  const content = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(content, 0, bytes, moov.begin);
  if (bytesRead < bytes) throw new DamagedPicture('it is shorter than it was');
  return readFilmIndex(content, moov.begin);
}

function gaps(boxes: readonly LocatedBox[], kept: SpanSet): Span[] {
  const found: Span[] = [];
  for (const { begin, end } of boxes.filter(({ type }) => type === 'mdat')) {
    for (const gap of kept.gapsIn({ begin, end })) {
      found.push(gap);
      if (found.length > MAX_GAPS) throw new DamagedPicture('its data lies in too many parts');
    }
  }
  return found;
}
