/**
 * The records of a zip file, as APPNOTE.TXT 6.3.10 lays them out (sections named at each). All numbers are little-endian.
 * Only what a frame zip needs: no encryption, no split archives, methods STORED and DEFLATE.
 */

/** 4.3.7 */
export const LOCAL_HEADER_SIGNATURE = 0x04034b50;
export const LOCAL_HEADER_BYTES = 30;
/** 4.3.12 */
export const CENTRAL_HEADER_SIGNATURE = 0x02014b50;
export const CENTRAL_HEADER_BYTES = 46;
/** 4.3.16 */
export const END_SIGNATURE = 0x06054b50;
/** As they lie in the file, to search for. */
export const END_SIGNATURE_BYTES = Buffer.from('PK\x05\x06', 'latin1');
export const END_BYTES = 22;
/** 4.3.14 */
export const ZIP64_END_SIGNATURE = 0x06064b50;
export const ZIP64_END_BYTES = 56;
/** 4.3.15 */
export const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
export const ZIP64_LOCATOR_BYTES = 20;

/** 4.4.5 */
export const METHOD_STORED = 0;
export const METHOD_DEFLATE = 8;

/** 4.4.4: bit 0 encrypted, bit 6 strong encryption, bit 13 masked headers. */
export const FLAGS_ENCRYPTED = 0x2041;
/** 4.4.4: bit 5 compressed patched data. */
export const FLAG_PATCHED = 0x0020;
/** 4.4.4: bit 3, sizes and CRC may be zero in the local header and follow the data. */
export const FLAG_DATA_DESCRIPTOR = 0x0008;

/** Stands in a 16- or 32-bit field whose value is in a zip64 record (4.4.1.4). */
export const MAX_16 = 0xffff;
export const MAX_32 = 0xffffffff;

/** 4.5.3 */
export const ZIP64_EXTRA_ID = 0x0001;
/** Ours: "fr" as the first two bytes. 4 bytes of data, CRC-32 of the entry's data as stored. docs/frame-zip.md, "Checksum". */
export const CHECKSUM_EXTRA_ID = 0x7266;
export const CHECKSUM_EXTRA_BYTES = 8;

/** 4.4.3: 2.0 for DEFLATE, 4.5 for zip64. */
const VERSION_DEFLATE = 20;
const VERSION_ZIP64 = 45;
/** 1980-01-01 00:00:00, the zip epoch: the same frames make the same file, whenever they were written. */
const DOS_EPOCH_DATE = 0x0021;

/** One entry as the writer knows it. Names are ASCII. */
export interface EntryRecord {
  readonly name: string;
  readonly method: typeof METHOD_STORED | typeof METHOD_DEFLATE;
  /** CRC-32 of the uncompressed data. */
  readonly crc: number;
  readonly storedBytes: number;
  readonly plainBytes: number;
  /** Of the local header, from the start of the file. */
  readonly offset: number;
  /** CRC-32 of the data as stored; makes the private extra field. */
  readonly checksum?: number;
}

/** The local file header (4.3.7). Sizes are known before it is written, so there never is a data descriptor. */
export function encodeLocalHeader(entry: EntryRecord): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES + entry.name.length);
  header.writeUInt32LE(LOCAL_HEADER_SIGNATURE, 0);
  header.writeUInt16LE(VERSION_DEFLATE, 4);
  header.writeUInt16LE(entry.method, 8);
  header.writeUInt16LE(DOS_EPOCH_DATE, 12);
  header.writeUInt32LE(entry.crc, 14);
  header.writeUInt32LE(entry.storedBytes, 18);
  header.writeUInt32LE(entry.plainBytes, 22);
  header.writeUInt16LE(entry.name.length, 26);
  header.write(entry.name, LOCAL_HEADER_BYTES, 'latin1');
  return header;
}

/** The central directory header (4.3.12), with a zip64 field where the offset needs one and the checksum where there is one. */
export function encodeCentralHeader(entry: EntryRecord): Buffer {
  const zip64 = entry.offset >= MAX_32;
  const zip64Bytes = zip64 ? 12 : 0;
  const extraBytes = zip64Bytes + (entry.checksum === undefined ? 0 : CHECKSUM_EXTRA_BYTES);
  const header = Buffer.alloc(CENTRAL_HEADER_BYTES + entry.name.length + extraBytes);
  const version = zip64 ? VERSION_ZIP64 : VERSION_DEFLATE;
  header.writeUInt32LE(CENTRAL_HEADER_SIGNATURE, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(entry.method, 10);
  header.writeUInt16LE(DOS_EPOCH_DATE, 14);
  header.writeUInt32LE(entry.crc, 16);
  header.writeUInt32LE(entry.storedBytes, 20);
  header.writeUInt32LE(entry.plainBytes, 24);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt16LE(extraBytes, 30);
  header.writeUInt32LE(zip64 ? MAX_32 : entry.offset, 42);
  const extraAt = CENTRAL_HEADER_BYTES + header.write(entry.name, CENTRAL_HEADER_BYTES, 'latin1');
  if (zip64) {
    header.writeUInt16LE(ZIP64_EXTRA_ID, extraAt);
    header.writeUInt16LE(8, extraAt + 2);
    header.writeBigUInt64LE(BigInt(entry.offset), extraAt + 4);
  }
  if (entry.checksum !== undefined) {
    header.writeUInt16LE(CHECKSUM_EXTRA_ID, extraAt + zip64Bytes);
    header.writeUInt16LE(4, extraAt + zip64Bytes + 2);
    header.writeUInt32LE(entry.checksum, extraAt + zip64Bytes + 4);
  }
  return header;
}

/** Where the central directory lies, as the end records say it. */
export interface DirectoryPlace {
  readonly entries: number;
  readonly offset: number;
  readonly bytes: number;
}

/** Everything behind the central directory: the end record, after its zip64 twin and locator where a number needs them. */
export function encodeEnd({ entries, offset, bytes }: DirectoryPlace): Buffer {
  const zip64 = entries >= MAX_16 || offset >= MAX_32 || bytes >= MAX_32;
  const zip64Bytes = zip64 ? ZIP64_END_BYTES + ZIP64_LOCATOR_BYTES : 0;
  const records = Buffer.alloc(zip64Bytes + END_BYTES);
  if (zip64) {
    records.writeUInt32LE(ZIP64_END_SIGNATURE, 0);
    records.writeBigUInt64LE(BigInt(ZIP64_END_BYTES - 12), 4);
    records.writeUInt16LE(VERSION_ZIP64, 12);
    records.writeUInt16LE(VERSION_ZIP64, 14);
    records.writeBigUInt64LE(BigInt(entries), 24);
    records.writeBigUInt64LE(BigInt(entries), 32);
    records.writeBigUInt64LE(BigInt(bytes), 40);
    records.writeBigUInt64LE(BigInt(offset), 48);
    records.writeUInt32LE(ZIP64_LOCATOR_SIGNATURE, ZIP64_END_BYTES);
    records.writeBigUInt64LE(BigInt(offset + bytes), ZIP64_END_BYTES + 8);
    records.writeUInt32LE(1, ZIP64_END_BYTES + 16);
  }
  records.writeUInt32LE(END_SIGNATURE, zip64Bytes);
  records.writeUInt16LE(Math.min(entries, MAX_16), zip64Bytes + 8);
  records.writeUInt16LE(Math.min(entries, MAX_16), zip64Bytes + 10);
  records.writeUInt32LE(Math.min(bytes, MAX_32), zip64Bytes + 12);
  records.writeUInt32LE(Math.min(offset, MAX_32), zip64Bytes + 16);
  return records;
}
