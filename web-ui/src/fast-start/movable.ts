import { type Box, leavesOf } from './box-tree.js';

/** Boxes that hold, or may hold, further places in the file: sample encryption, and items of a meta box. */
const OTHER_OFFSETS = ['saio', 'iloc'];
/** A compressed movie, and one whose pictures are in fragments or in other files. */
const OTHER_MOVIES: ReadonlySet<string> = new Set(['cmov', 'mvex', 'rmra']);

/**
 * True where everything in `moov` that depends on where data lies is in its stco and co64 boxes. False does not mean that the file is
 * bad: only that it is better left as it is.
 */
export function isMovable(moov: Box, bytes: Uint8Array): boolean {
  // Wherever they are, and be it by chance within something else: a file that is not rewritten is still sent.
  if (OTHER_OFFSETS.some((type) => includesText(bytes, type))) return false;
  return leavesOf(moov).every(
    ({ type, payload }) => !OTHER_MOVIES.has(type) && (type !== 'dref' || isAllInThisFile(payload)),
  );
}

/**
 * Data references (ISO/IEC 14496-12 section 8.7.2): version and flags 4 | count 4 | boxes, each beginning with version 1 | flags 3,
 * whose lowest bit says "in this file".
 */
function isAllInThisFile(dref: Uint8Array): boolean {
  const view = new DataView(dref.buffer, dref.byteOffset, dref.length);
  let at = 8;
  while (at + 12 <= dref.length) {
    const bytes = view.getUint32(at);
    if (bytes < 12 || (view.getUint8(at + 11) & 1) === 0) return false;
    at += bytes;
  }
  return at === dref.length;
}

function includesText(bytes: Uint8Array, text: string): boolean {
  const codes = [...text].map((letter) => letter.charCodeAt(0));
  const [first = 0] = codes;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (codes.every((code, index) => bytes[at + index] === code)) return true;
  }
  return false;
}
