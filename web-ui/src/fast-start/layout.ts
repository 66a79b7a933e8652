import type { TopLevelBox } from './top-level.js';

/** A file whose `moov` comes after (some of) its data. */
export interface SlowLayout {
  readonly moov: TopLevelBox;
  /** Where `moov` belongs: behind `ftyp`, which must stay first. */
  readonly insertAt: number;
  readonly mdats: readonly TopLevelBox[];
}

/** What a film may begin with. QuickTime files older than 2001 have no `ftyp`. */
const FIRST: ReadonlySet<string> = new Set(['ftyp', 'wide', 'mdat', 'free', 'skip', 'pnot']);

/** `moof`, `styp`, `sidx` and `mfra`: it streams already, and fragments count from where they are. `meta`: HEIF, whose items do. */
const LEAVE_ALONE: ReadonlySet<string> = new Set(['moof', 'styp', 'sidx', 'mfra', 'meta']);

/** Undefined where there is nothing to gain, or where it is not certain what the file is. */
export function findSlowLayout(boxes: readonly TopLevelBox[]): SlowLayout | undefined {
  const [first] = boxes;
  const [moov, secondMoov] = boxes.filter(({ type }) => type === 'moov');
  const mdats = boxes.filter(({ type }) => type === 'mdat');
  const [firstMdat] = mdats;
  if (first === undefined || moov === undefined || firstMdat === undefined) return undefined;
  if (!FIRST.has(first.type) || secondMoov !== undefined || boxes.some(({ type }) => LEAVE_ALONE.has(type))) {
    return undefined;
  }
  if (moov.start < firstMdat.start) return undefined;
  return { moov, mdats, insertAt: first.type === 'ftyp' ? first.bytes : 0 };
}

/**
 * Where the byte at `offset` is once `moov` stands at `insertAt` and has `newMoovBytes`. Undefined for a place that is in no mdat:
 * nothing that belongs to a picture is there.
 *
 *     before   ftyp | mdat … | moov | mdat …
 *     after    ftyp | moov' | mdat … | mdat …
 */
export function movedOffset({ moov, mdats }: SlowLayout, newMoovBytes: number, offset: number): number | undefined {
  const mdat = mdats.find(({ start, headerBytes, bytes }) => offset >= start + headerBytes && offset < start + bytes);
  if (mdat === undefined) return undefined;
  return offset + newMoovBytes - (offset > moov.start ? moov.bytes : 0);
}
