import { crc32, inflateRawSync } from 'node:zlib';
import { localHeaderAgrees } from './entry-reader.js';
import { FRAME_DELTA, type FrameTable } from './frame-table.js';
import { FrameZipError } from './frame-zip-error.js';
import type { FrameZipLimits } from './limits.js';
import { decodeManifest, MANIFEST_NAME, type Manifest } from './manifest.js';
import type { RandomAccessFile } from './random-access-file.js';
import { LOCAL_HEADER_BYTES } from './zip-records.js';

/** Reads metadata.json out of the archive, and refuses one that does not describe the frames that are there. */
export function readManifest(file: RandomAccessFile, table: FrameTable, limits: FrameZipLimits): Manifest {
  const manifest = decodeManifest(readPlain(file, table), limits);
  checkAgainst(manifest, table);
  return manifest;
}

function readPlain(file: RandomAccessFile, table: FrameTable): Uint8Array {
  const { manifest, dataEnd } = table;
  const headerBytes = LOCAL_HEADER_BYTES + manifest.nameBytes;
  const header = file.readExactly(manifest.offset, headerBytes);
  const dataAt = manifest.offset + headerBytes + header.readUInt16LE(28);
  if (
    !localHeaderAgrees(header, manifest) ||
    header.toString('latin1', LOCAL_HEADER_BYTES) !== MANIFEST_NAME ||
    dataAt + manifest.storedBytes > dataEnd
  ) {
    throw new FrameZipError(
      'frame-zip-header-mismatch',
      `The local header of ${MANIFEST_NAME} says something else than the central directory.`,
    );
  }
  const stored = file.readExactly(dataAt, manifest.storedBytes);
  const plain = manifest.deflated ? inflate(stored, manifest.plainBytes) : stored;
  if (plain?.length !== manifest.plainBytes || crc32(plain) !== manifest.crc) {
    throw new FrameZipError(
      'frame-zip-metadata-invalid',
      `${MANIFEST_NAME} is damaged: its checksum or length is wrong.`,
    );
  }
  return plain;
}

function inflate(stored: Buffer, bytes: number): Buffer | undefined {
  try {
    return inflateRawSync(stored, { maxOutputLength: Math.max(bytes, 1) });
  } catch {
    return undefined;
  }
}

/** What the manifest says must be what is there. */
function checkAgainst(manifest: Manifest, table: FrameTable): void {
  const { width, height, frameCount, delta } = manifest;
  if (frameCount !== table.frameCount) {
    throw new FrameZipError(
      'frame-zip-metadata-invalid',
      `${MANIFEST_NAME} says ${frameCount} frames; the archive holds ${table.frameCount}.`,
    );
  }
  if (width * height * 2 !== table.plainBytes) {
    throw new FrameZipError(
      'frame-zip-frame-size',
      `The frames hold ${table.plainBytes} bytes; ${width}x${height} pixels of RGB565 take ${width * height * 2}.`,
    );
  }
  const undeclared = delta === 'none' ? table.flags.findIndex((flag) => (flag & FRAME_DELTA) !== 0) : -1;
  if (undeclared >= 0) {
    throw new FrameZipError(
      'frame-zip-delta-invalid',
      `Frame ${undeclared + 1} is a delta, but ${MANIFEST_NAME} declares none ("delta": "xor").`,
    );
  }
}
