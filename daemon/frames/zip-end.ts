import { FrameZipError } from './frame-zip-error.js';
import type { RandomAccessFile } from './random-access-file.js';
import { withScratch } from './scratch.js';
import {
  CENTRAL_HEADER_BYTES,
  type DirectoryPlace,
  END_BYTES,
  END_SIGNATURE_BYTES,
  LOCAL_HEADER_SIGNATURE,
  MAX_16,
  MAX_32,
  ZIP64_END_BYTES,
  ZIP64_END_SIGNATURE,
  ZIP64_LOCATOR_BYTES,
  ZIP64_LOCATOR_SIGNATURE,
} from './zip-records.js';

/**
 * Finds the central directory, believing nothing that does not add up: the directory must end where the end records begin,
 * and there must be exactly one end record whose comment ends where the file ends.
 */
export function findDirectory(file: RandomAccessFile): DirectoryPlace {
  const tailBytes = Math.min(file.bytes, END_BYTES + MAX_16);
  return withScratch(tailBytes, (memory) => findIn(file, file.readExactly(file.bytes - tailBytes, tailBytes, memory)));
}

function findIn(file: RandomAccessFile, tail: Buffer): DirectoryPlace {
  const at = findEndRecord(file, tail);
  const endPosition = file.bytes - tail.length + at;
  if (tail.readUInt16LE(at + 4) !== 0 || tail.readUInt16LE(at + 6) !== 0) {
    throw invalid('The zip is one part of a split archive; a frame zip is one file.');
  }
  const entries = tail.readUInt16LE(at + 10);
  if (tail.readUInt16LE(at + 8) !== entries) {
    throw invalid(
      `The end record names ${tail.readUInt16LE(at + 8)} entries here and ${entries} in all; they must be equal.`,
    );
  }
  const place = { entries, bytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  const zip64 = readZip64End(file, endPosition, place);
  return checkPlace(zip64?.place ?? place, zip64?.position ?? endPosition);
}

/** Where in the file's tail the end record lies. A zip comment may follow it, and may try to look like another one. */
function findEndRecord(file: RandomAccessFile, tail: Buffer): number {
  let found = -1;
  for (let end = tail.length - END_BYTES; end >= 0; ) {
    const at = tail.lastIndexOf(END_SIGNATURE_BYTES, end);
    if (at < 0) break;
    end = at - 1;
    if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue;
    if (found >= 0)
      throw invalid('The zip has two end records that both fit its size; which one is meant cannot be told.');
    found = at;
  }
  if (found >= 0) return found;
  if (file.bytes >= 4 && file.readExactly(0, 4).readUInt32LE(0) === LOCAL_HEADER_SIGNATURE) {
    throw new FrameZipError(
      'frame-zip-truncated',
      `The zip has no end record where its ${file.bytes} bytes end: it was cut off, or something was added behind it.`,
    );
  }
  throw new FrameZipError('frame-zip-not-a-zip', `${file.path} is not a zip archive.`);
}

/**
 * The zip64 end record, or undefined where there is none. It is needed where a 16- or 32-bit field holds its maximum; some writers
 * add it always. A value that fits both must be the same in both.
 */
function readZip64End(
  file: RandomAccessFile,
  endPosition: number,
  plain: DirectoryPlace,
): { place: DirectoryPlace; position: number } | undefined {
  const needed = plain.entries === MAX_16 || plain.bytes === MAX_32 || plain.offset === MAX_32;
  const locatorPosition = endPosition - ZIP64_LOCATOR_BYTES;
  const locator = locatorPosition < 0 ? undefined : file.readExactly(locatorPosition, ZIP64_LOCATOR_BYTES);
  if (locator?.readUInt32LE(0) !== ZIP64_LOCATOR_SIGNATURE) {
    // Exactly 65,535 entries need no zip64; the other two maxima cannot be honest in a file that holds them.
    if (needed && (plain.bytes === MAX_32 || plain.offset === MAX_32)) {
      throw zip64Invalid('The end record points to a zip64 record, and there is none.');
    }
    return undefined;
  }
  const position = safeNumber(locator.readBigUInt64LE(8));
  if (position + ZIP64_END_BYTES > locatorPosition) {
    throw zip64Invalid(
      `The zip64 end record is said to lie at byte ${position}, not before its locator at ${locatorPosition}.`,
    );
  }
  const record = file.readExactly(position, ZIP64_END_BYTES);
  const recordBytes = 12 + safeNumber(record.readBigUInt64LE(4));
  if (record.readUInt32LE(0) !== ZIP64_END_SIGNATURE || position + recordBytes !== locatorPosition) {
    throw zip64Invalid('The zip64 locator does not lead to a zip64 end record that ends where the locator begins.');
  }
  const entries = safeNumber(record.readBigUInt64LE(32));
  const place = {
    entries,
    bytes: safeNumber(record.readBigUInt64LE(40)),
    offset: safeNumber(record.readBigUInt64LE(48)),
  };
  if (
    record.readUInt32LE(16) !== 0 ||
    record.readUInt32LE(20) !== 0 ||
    safeNumber(record.readBigUInt64LE(24)) !== entries ||
    disagree(plain.entries, entries, MAX_16) ||
    disagree(plain.bytes, place.bytes, MAX_32) ||
    disagree(plain.offset, place.offset, MAX_32)
  ) {
    throw zip64Invalid('The zip64 end record says something else than the end record.');
  }
  return { place, position };
}

function disagree(plain: number, wide: number, maximum: number): boolean {
  return plain !== maximum && plain !== wide;
}

function checkPlace(place: DirectoryPlace, endsAt: number): DirectoryPlace {
  if (place.offset + place.bytes !== endsAt) {
    throw invalid(
      `The central directory is said to take bytes ${place.offset} to ${place.offset + place.bytes}; it must end at ${endsAt}.`,
    );
  }
  if (place.entries * CENTRAL_HEADER_BYTES > place.bytes) {
    throw invalid(
      `The central directory of ${place.bytes} bytes cannot hold the ${place.entries} entries it is said to hold.`,
    );
  }
  return place;
}

function safeNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw zip64Invalid(`A zip64 field holds ${value}, beyond any file.`);
  return Number(value);
}

function zip64Invalid(message: string): FrameZipError {
  return new FrameZipError('frame-zip-zip64-invalid', message);
}

function invalid(message: string): FrameZipError {
  return new FrameZipError('frame-zip-directory-invalid', message);
}
