/** A box of an MP4 or QuickTime file (ISO/IEC 14496-12, 4.2). */
export interface Mp4Box {
  readonly type: string;
  /** Behind its header; as much of it as there is. */
  readonly content: Buffer;
}

const HEADER_BYTES = 8;
const LARGE_HEADER_BYTES = 16;

/** The boxes that lie in `bytes`, one behind the other, up to the first that makes no sense. Throws RangeError where a header is cut off. */
export function* boxesIn(bytes: Buffer): Generator<Mp4Box> {
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    const isLarge = size === 1;
    const boxBytes = isLarge ? Number(bytes.readBigUInt64BE(at + HEADER_BYTES)) : size;
    const headerBytes = isLarge ? LARGE_HEADER_BYTES : HEADER_BYTES;
    if (boxBytes < headerBytes) return;
    const type = bytes.toString('latin1', at + 4, at + HEADER_BYTES);
    yield { type, content: bytes.subarray(at + headerBytes, at + boxBytes) };
    at += boxBytes;
  }
}

/** What lies in `bytes` at the end of this path of types, the first of each; undefined: there is no such box. */
export function boxAt(bytes: Buffer, ...path: readonly string[]): Buffer | undefined {
  const [type, ...further] = path;
  if (type === undefined) return bytes;
  for (const box of boxesIn(bytes)) if (box.type === type) return boxAt(box.content, ...further);
  return undefined;
}
