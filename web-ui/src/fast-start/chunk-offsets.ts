import type { LeafBox } from './box-tree.js';

/**
 * Where a track's chunks begin, counted from the start of the file (ISO/IEC 14496-12 section 8.7.5):
 *
 *     version and flags 4 | count 4 | count offsets, of 4 bytes each (stco) or of 8 (co64)
 */
export type OffsetBox = 'stco' | 'co64';

const TABLE_HEADER_BYTES = 8;
const ENTRY_BYTES = { stco: 4, co64: 8 } as const;
/** What an entry grows by when its stco becomes a co64. */
export const WIDENING_BYTES = ENTRY_BYTES.co64 - ENTRY_BYTES.stco;
export const MAX_STCO_OFFSET = 0xffff_ffff;

export function isOffsetBox(type: string): type is OffsetBox {
  return type === 'stco' || type === 'co64';
}

/** Undefined where the box does not hold what it says. */
export function readOffsets({ type, payload }: LeafBox): number[] | undefined {
  if (!isOffsetBox(type) || payload.length < TABLE_HEADER_BYTES) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const count = view.getUint32(4);
  const entryBytes = ENTRY_BYTES[type];
  if (payload.length !== TABLE_HEADER_BYTES + count * entryBytes) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const at = TABLE_HEADER_BYTES + index * entryBytes;
    return type === 'stco' ? view.getUint32(at) : Number(view.getBigUint64(at));
  });
}

/** A table like `original` (its version and flags are kept) of another type, or with other offsets. */
export function offsetBox(type: OffsetBox, original: LeafBox, offsets: readonly number[]): LeafBox {
  const entryBytes = ENTRY_BYTES[type];
  const payload = new Uint8Array(TABLE_HEADER_BYTES + offsets.length * entryBytes);
  payload.set(original.payload.subarray(0, TABLE_HEADER_BYTES));
  const view = new DataView(payload.buffer);
  for (const [index, offset] of offsets.entries()) {
    const at = TABLE_HEADER_BYTES + index * entryBytes;
    if (type === 'stco') view.setUint32(at, offset);
    else view.setBigUint64(at, BigInt(offset));
  }
  return { type, payload };
}
