import { parseBox, serialise } from './box-tree.js';
import { type ByteSource, readBytes } from './byte-source.js';
import { findSlowLayout } from './layout.js';
import { isMovable } from './movable.js';
import { moveOffsets } from './move-offsets.js';
import { readTopLevel } from './top-level.js';

/** A piece of the new file: bytes of the old one, from `start` to before `end`, or new ones. */
export type Piece = { readonly start: number; readonly end: number } | Uint8Array<ArrayBuffer>;

/** A phone's recording has some 20 KB for a minute; this is read into memory, twice. */
const MAX_MOOV_BYTES = 64 * 1024 * 1024;

/**
 * How to make `source` begin with what a player must know first (`moov`), so that it can be played, or converted, while it arrives. Only
 * the heads of its boxes and `moov` are read.
 *
 * Undefined where it is best left as it is: not an MP4 or MOV, one that streams already, or anything that is not entirely understood. May
 * reject only where reading does.
 */
export async function planFastStart(source: ByteSource): Promise<readonly Piece[] | undefined> {
  const boxes = await readTopLevel(source);
  const layout = boxes && findSlowLayout(boxes);
  if (layout === undefined || layout.moov.bytes > MAX_MOOV_BYTES) return undefined;
  const { start, headerBytes, bytes } = layout.moov;
  const payload = await readBytes(source, start + headerBytes, start + bytes);
  if (payload === undefined) return undefined;
  const moov = parseBox('moov', payload);
  const moved = moov && isMovable(moov, payload) ? moveOffsets(moov, layout) : undefined;
  if (moved === undefined) return undefined;
  const pieces = [
    { start: 0, end: layout.insertAt },
    serialise(moved),
    { start: layout.insertAt, end: start },
    { start: start + bytes, end: source.size },
  ];
  return pieces.filter((piece) => piece instanceof Uint8Array || piece.end > piece.start);
}
