import { type BoxHeader, LONG_HEADER_BYTES, parseBoxHeader } from './box-header.js';
import { type ByteSource, readBytes } from './byte-source.js';

/** A box of a file, with where it begins. */
export interface TopLevelBox extends BoxHeader {
  readonly start: number;
}

/** Each costs a read of 16 bytes. Files that are not fragmented have about five; a fragmented one is known by its first `moof`. */
const MAX_BOXES = 64;

/** The boxes that a file consists of, up to the first `moof`; undefined where it does not consist of boxes, or of too many. */
export async function readTopLevel(source: ByteSource): Promise<TopLevelBox[] | undefined> {
  const boxes: TopLevelBox[] = [];
  let start = 0;
  while (start < source.size) {
    const head = await readBytes(source, start, Math.min(source.size, start + LONG_HEADER_BYTES));
    const header = head && parseBoxHeader(new DataView(head.buffer), source.size - start);
    if (header === undefined || boxes.length === MAX_BOXES) return undefined;
    boxes.push({ ...header, start });
    if (header.type === 'moof') break;
    start += header.bytes;
  }
  return boxes;
}
