/**
 * Boxes of films, made and read by other means than the page's: what it makes is judged by this. Films here are small, so sizes and
 * offsets fit 32 bits except where a test says otherwise.
 */
export function box(type: string, ...parts: Uint8Array[]): Buffer {
  const payload = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + payload.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, payload]);
}

/** With the 64-bit size. `payloadBytes` where the payload itself is not wanted. */
export function longBox(type: string, payload: Uint8Array, payloadBytes = payload.length): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write(type, 4, 'latin1');
  head.writeBigUInt64BE(BigInt(16 + payloadBytes), 8);
  return Buffer.concat([head, payload]);
}

export function stco(...offsets: number[]): Buffer {
  return box('stco', uint32(0, offsets.length, ...offsets));
}

export function co64(...offsets: number[]): Buffer {
  const entries = Buffer.alloc(8 * offsets.length);
  for (const [index, offset] of offsets.entries()) entries.writeBigUInt64BE(BigInt(offset), 8 * index);
  return box('co64', uint32(0, offsets.length), entries);
}

export function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}

/** A track with these chunks, and data references to its own file. */
export function trak(offsets: Buffer, dref = box('dref', uint32(0, 1), box('url ', uint32(1)))): Buffer {
  return box('trak', box('mdia', box('minf', box('dinf', dref), box('stbl', offsets))));
}

/** A box found in a file: `start` and `end` of the whole, `payload` where its head ends. */
export interface Found {
  readonly type: string;
  readonly start: number;
  readonly payload: number;
  readonly end: number;
}

/** The boxes between two places; those that cannot be read end the list. */
export function boxesIn(file: Buffer, start = 0, end = file.length): Found[] {
  const found: Found[] = [];
  let at = start;
  while (at + 8 <= end) {
    const type = file.toString('latin1', at + 4, at + 8);
    let bytes = file.readUInt32BE(at);
    let head = 8;
    if (bytes === 1 && at + 16 <= end) {
      bytes = Number(file.readBigUInt64BE(at + 8));
      head = 16;
    } else if (bytes === 0) bytes = end - at;
    if (bytes < head || at + bytes > end) break;
    found.push({ type, start: at, payload: at + head, end: at + bytes });
    at += bytes;
  }
  return found;
}

/** All boxes on such a path, e.g. 'moov', 'trak', 'tkhd'. */
export function find(file: Buffer, ...path: string[]): Found[] {
  const [type, ...rest] = path;
  const inside = (within: Found[]): Found[] => within.filter((candidate) => candidate.type === type);
  return rest.reduce(
    (found, next) =>
      found.flatMap(({ payload, end }) => boxesIn(file, payload, end).filter((candidate) => candidate.type === next)),
    inside(boxesIn(file)),
  );
}

const STBL = ['moov', 'trak', 'mdia', 'minf', 'stbl'];

/** Every chunk offset of a film, track by track. */
export function chunkOffsets(file: Buffer): number[] {
  return find(file, ...STBL)
    .flatMap(({ payload, end }) => boxesIn(file, payload, end))
    .filter(({ type }) => type === 'stco' || type === 'co64')
    .flatMap(({ type, payload, end }) => {
      const count = file.readUInt32BE(payload + 4);
      const entryBytes = type === 'co64' ? 8 : 4;
      if (payload + 8 + count * entryBytes > end) throw new Error('a table is longer than its box');
      return Array.from({ length: count }, (_, index) => {
        const at = payload + 8 + index * entryBytes;
        return type === 'co64' ? Number(file.readBigUInt64BE(at)) : file.readUInt32BE(at);
      });
    });
}

/** Changes every stco of a film by hand. */
export function changeStco(film: Buffer, change: (offset: number) => number): Buffer {
  const changed = Buffer.from(film);
  for (const { payload } of find(film, ...STBL, 'stco')) {
    const count = film.readUInt32BE(payload + 4);
    for (let at = payload + 8; at < payload + 8 + 4 * count; at += 4) {
      changed.writeUInt32BE(change(film.readUInt32BE(at)), at);
    }
  }
  return changed;
}

/** The same film with co64 in place of stco. Its `moov` must be its last box. */
export function widenStco(film: Buffer): Buffer {
  const rebuild = ({ type, start, payload, end }: Found): Buffer => {
    if (['moov', 'trak', 'mdia', 'minf', 'stbl'].includes(type)) {
      return box(type, ...boxesIn(film, payload, end).map(rebuild));
    }
    if (type !== 'stco') return film.subarray(start, end);
    const count = film.readUInt32BE(payload + 4);
    return co64(...Array.from({ length: count }, (_, index) => film.readUInt32BE(payload + 8 + 4 * index)));
  };
  return Buffer.concat(boxesIn(film).map(rebuild));
}
