/**
 * Head of a box (ISO/IEC 14496-12 section 4.2; an atom in QuickTime), big-endian:
 *
 *     size 4 | type 4 | size 8, where the first is 1
 *
 * The size counts the head, too. 0: to the end of the file.
 */
export interface BoxHeader {
  readonly type: string;
  /** Of size and type: 8, or 16 with the long size. */
  readonly headerBytes: number;
  /** With its head. */
  readonly bytes: number;
}

export const SHORT_HEADER_BYTES = 8;
export const LONG_HEADER_BYTES = 16;

/**
 * The head at the start of `view`. `roomBytes`: from there to the end of what the box lies in. Undefined where it is no head, or the box
 * is larger than its room.
 */
export function parseBoxHeader(view: DataView, roomBytes: number): BoxHeader | undefined {
  if (view.byteLength < SHORT_HEADER_BYTES) return undefined;
  const type = typeOf(view);
  const shortBytes = view.getUint32(0);
  if (shortBytes === 0) return { type, headerBytes: SHORT_HEADER_BYTES, bytes: roomBytes };
  if (shortBytes !== 1) return checked({ type, headerBytes: SHORT_HEADER_BYTES, bytes: shortBytes }, roomBytes);
  if (view.byteLength < LONG_HEADER_BYTES) return undefined;
  // Beyond 2^53 this is not exact, but then it is larger than any room.
  return checked({ type, headerBytes: LONG_HEADER_BYTES, bytes: Number(view.getBigUint64(8)) }, roomBytes);
}

function checked(header: BoxHeader, roomBytes: number): BoxHeader | undefined {
  return header.bytes >= header.headerBytes && header.bytes <= roomBytes ? header : undefined;
}

function typeOf(view: DataView): string {
  return String.fromCharCode(view.getUint8(4), view.getUint8(5), view.getUint8(6), view.getUint8(7));
}
