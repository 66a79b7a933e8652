import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** Stands in what every file here says of itself; a stripped one must not hold it. */
export const SECRET = 'Telltale 9';

/** EXIF as a phone writes it: maker (tag 271), orientation (274), and a GPS directory (34853) with a latitude. TIFF 6.0, little-endian. */
export function tellingExif(orientation: number): Buffer {
  const maker = Buffer.from(`${SECRET}\0`, 'latin1');
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const directory = (...entries: Buffer[]) => {
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
  };
  const firstBytes = 2 + 3 * 12 + 4;
  const gpsAt = 8 + firstBytes;
  const gps = directory(entry(1, 2, 2, 'N'.charCodeAt(0)), entry(2, 5, 3, gpsAt + 2 + 2 * 12 + 4));
  const makerAt = gpsAt + gps.length + 24;
  const first = directory(
    entry(271, 2, maker.length, makerAt),
    entry(274, 3, 1, orientation),
    entry(34853, 4, 1, gpsAt),
  );
  const latitude = Buffer.alloc(24);
  [52, 1, 31, 1, 12, 1].forEach((value, i) => {
    latitude.writeUInt32LE(value, i * 4);
  });
  return Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), first, gps, latitude, maker]);
}

const XMP = Buffer.from(`<x:xmpmeta exif:GPSLatitude="52,31.2N" tiff:Make="${SECRET}"/>`);

/** A JPEG with EXIF, XMP, a comment, maker's notes, and the rest of a motion photo behind it. */
export function tellingJpeg(plain: Buffer, orientation = 6): Buffer {
  const segment = (marker: number, ...parts: (Buffer | string)[]) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, 'Exif\0\0', tellingExif(orientation)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', XMP),
    segment(0xe2, 'ICC_PROFILE\0\x01\x01', 'a profile'),
    segment(0xed, 'Photoshop 3.0\0', SECRET),
    segment(0xfe, SECRET),
    plain.subarray(2),
    Buffer.from(`ftypmp42 ${SECRET}`),
  ]);
}

/** A PNG with eXIf, tEXt, iTXt and a private chunk. */
export function tellingPng(plain: Buffer, orientation = 6): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const afterHeader = 8 + 25;
  return Buffer.concat([
    plain.subarray(0, afterHeader),
    chunk('eXIf', tellingExif(orientation)),
    chunk('tEXt', Buffer.from(`Author\0${SECRET}`)),
    chunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0'), XMP])),
    chunk('prIV', Buffer.from(SECRET)),
    plain.subarray(afterHeader),
  ]);
}

/** A WebP with EXIF and XMP chunks, announced in its VP8X header, which is added where there is none. */
export function tellingWebp(plain: Buffer, size: { width: number; height: number }, orientation = 6): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const hasHeader = plain.toString('latin1', 12, 16) === 'VP8X';
  const header = Buffer.alloc(10);
  header.writeUIntLE(size.width - 1, 4, 3);
  header.writeUIntLE(size.height - 1, 7, 3);
  const body = Buffer.concat([hasHeader ? Buffer.alloc(0) : chunk('VP8X', header), plain.subarray(12)]);
  body[8] = (body[8] ?? 0) | 0x0c;
  const whole = Buffer.concat([body, chunk('EXIF', tellingExif(orientation)), chunk('XMP ', XMP)]);
  const riff = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  riff.writeUInt32LE(4 + whole.length, 4);
  return Buffer.concat([riff, whole]);
}

/** A GIF with a comment and an XMP block, as Adobe's programs write it: text without lengths, and a ramp of bytes to find its end by. */
export function tellingGif(plain: Buffer): Buffer {
  const begin = 13 + ((plain[10] ?? 0) & 0x80 ? 3 << (((plain[10] ?? 0) & 7) + 1) : 0);
  const ramp = Buffer.from([1, ...Array.from({ length: 256 }, (_, i) => 255 - i), 0]);
  return Buffer.concat([
    plain.subarray(0, begin),
    Buffer.from([0x21, 0xfe, SECRET.length]),
    Buffer.from(`${SECRET}\0`, 'latin1'),
    Buffer.concat([Buffer.from('!\xff\x0bXMP DataXMP', 'latin1'), XMP, ramp]),
    plain.subarray(begin),
  ]);
}

/** What a file decodes to, whatever stands beside the pictures: ffmpeg's own sums of all frames and their times. */
export function decodedSums(path: string, ...input: string[]): string {
  const args = ['-v', 'error', '-nostdin', ...input, '-i', path, '-map', '0:v', '-f', 'framehash', '-hash', 'md5', '-'];
  return execFileSync('ffmpeg', args, { encoding: 'utf8' });
}

/** Reads, changes and writes a file under another name. */
export function rewritten(path: string, output: string, change: (plain: Buffer) => Buffer): string {
  writeFileSync(output, change(readFileSync(path)));
  return output;
}
