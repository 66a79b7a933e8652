import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip that may lie: every field that is not given is honest. */
export interface BuiltEntry {
  name: string;
  data: Uint8Array;
  method?: number;
  flags?: number;
  crc?: number;
  storedBytes?: number;
  plainBytes?: number;
  /** What the central directory says of the local header's place. */
  offset?: number;
  centralExtra?: Uint8Array;
  localExtra?: Uint8Array;
  /** Bytes after the data, as a data descriptor has them. */
  descriptor?: Uint8Array;
  /** What the local header says where it differs from the directory. */
  local?: { name?: string; method?: number; flags?: number; crc?: number; storedBytes?: number; plainBytes?: number };
  /** Stored instead of what compressing `data` gives. */
  stored?: Uint8Array;
}

export interface BuiltEnd {
  comment?: Uint8Array;
  entries?: number;
  entriesHere?: number;
  directoryBytes?: number;
  directoryOffset?: number;
  disk?: number;
  /** Adds the zip64 end record and its locator, with these lies. */
  zip64?: {
    entries?: bigint;
    directoryBytes?: bigint;
    directoryOffset?: bigint;
    position?: bigint;
    signature?: number;
  };
  /** Between the last entry and the directory; between the directory and the end. */
  beforeDirectory?: Uint8Array;
  afterDirectory?: Uint8Array;
}

/** A zip, put together record by record (APPNOTE.TXT 4.3.6) by other code than the writer's. */
export function buildZip(entries: readonly BuiltEntry[], end: BuiltEnd = {}): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let position = 0;
  for (const entry of entries) {
    const stored = entry.stored ?? (entry.method === 8 ? deflateRawSync(entry.data) : entry.data);
    const facts = {
      name: entry.name,
      method: entry.method ?? 0,
      flags: entry.flags ?? 0,
      crc: entry.crc ?? crc32(entry.data),
      storedBytes: entry.storedBytes ?? stored.length,
      plainBytes: entry.plainBytes ?? entry.data.length,
    };
    directory.push(centralHeader(facts, entry.offset ?? position, entry.centralExtra ?? NOTHING));
    const header = localHeader({ ...facts, ...entry.local }, entry.localExtra ?? NOTHING);
    const record = Buffer.concat([header, stored, entry.descriptor ?? NOTHING]);
    parts.push(record);
    position += record.length;
  }
  const before = end.beforeDirectory ?? NOTHING;
  const place = { entries: entries.length, bytes: byteLength(directory), offset: position + before.length };
  return Buffer.concat([...parts, before, ...directory, end.afterDirectory ?? NOTHING, ...endRecords(place, end)]);
}

interface Facts {
  name: string;
  method: number;
  flags: number;
  crc: number;
  storedBytes: number;
  plainBytes: number;
}

function localHeader(facts: Facts, extra: Uint8Array): Buffer {
  const name = Buffer.from(facts.name, 'latin1');
  return Buffer.concat([
    u32(0x04034b50),
    u16(20),
    commonFields(facts),
    u16(name.length),
    u16(extra.length),
    name,
    extra,
  ]);
}

function centralHeader(facts: Facts, offset: number, extra: Uint8Array): Buffer {
  const name = Buffer.from(facts.name, 'latin1');
  const lengths = [u16(name.length), u16(extra.length), u16(0)];
  const attributes = [u16(0), u16(0), u32(0), u32(offset)];
  return Buffer.concat([
    u32(0x02014b50),
    u16(20),
    u16(20),
    commonFields(facts),
    ...lengths,
    ...attributes,
    name,
    extra,
  ]);
}

/** Flags to plain size, in the same order in both headers. */
function commonFields({ method, flags, crc, storedBytes, plainBytes }: Facts): Buffer {
  return Buffer.concat([u16(flags), u16(method), u32(0x00210000), u32(crc), u32(storedBytes), u32(plainBytes)]);
}

function endRecords(place: { entries: number; bytes: number; offset: number }, end: BuiltEnd): Buffer[] {
  const records: Buffer[] = [];
  if (end.zip64) {
    const { zip64 } = end;
    const entries = u64(zip64.entries ?? BigInt(place.entries));
    const position = zip64.position ?? BigInt(place.offset + place.bytes + (end.afterDirectory?.length ?? 0));
    records.push(
      Buffer.concat([u32(zip64.signature ?? 0x06064b50), u64(44n), u16(45), u16(45), u32(0), u32(0), entries, entries]),
      u64(zip64.directoryBytes ?? BigInt(place.bytes)),
      u64(zip64.directoryOffset ?? BigInt(place.offset)),
      Buffer.concat([u32(0x07064b50), u32(0), u64(position), u32(1)]),
    );
  }
  const entries = end.entries ?? place.entries;
  const comment = end.comment ?? NOTHING;
  const counts = [u16(end.disk ?? 0), u16(0), u16(end.entriesHere ?? entries), u16(entries)];
  const directory = [u32(end.directoryBytes ?? place.bytes), u32(end.directoryOffset ?? place.offset)];
  return [...records, u32(0x06054b50), ...counts, ...directory, u16(comment.length), Buffer.from(comment)];
}

/** An extra field: {id, length, data}. */
export function extraField(id: number, ...data: Buffer[]): Buffer {
  const bytes = Buffer.concat(data);
  return Buffer.concat([u16(id), u16(bytes.length), bytes]);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

const NOTHING = new Uint8Array(0);

function byteLength(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}
