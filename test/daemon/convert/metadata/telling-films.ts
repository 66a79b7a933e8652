import { readFileSync, writeFileSync } from 'node:fs';
import { locatedBoxes } from '../../../../daemon/convert/metadata/located-boxes.js';
import { SECRET } from './telling-files.js';

/** A box of ISO/IEC 14496-12. */
export function box(type: string, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + content.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, content]);
}

export function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, 4 * index);
  return bytes;
}

const XMP_UUID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');

/** As a phone of another maker than QuickTime's: user data with a place and a maker. */
export const USER_DATA = box(
  'udta',
  box('\xa9xyz', Buffer.from([0, 18, 0x15, 0xc7]), '+52.5200+013.4050/'),
  box('\xa9mak', Buffer.from([0, SECRET.length, 0, 0]), SECRET),
  box('loci', words(0), Buffer.from([0x15, 0xc7]), `${SECRET}\0\0`, words(0, 0, 0), `Earth\0${SECRET}\0`),
  box('smta', box('saut', SECRET)),
);

/** As QuickTime writes it: names of keys, and their values. */
export const KEYED_DATA = box(
  'meta',
  box('hdlr', words(0, 0), 'mdta', Buffer.alloc(12)),
  box('keys', words(0, 1), box('mdta', 'com.apple.quicktime.location.ISO6709')),
  box('ilst', box('\0\0\0\x01', box('data', words(1, 0), `+52.5200+013.4050/${SECRET}`))),
);

export const XMP = box('uuid', XMP_UUID, `<x:xmpmeta tiff:Make="${SECRET}"/>`);

/** A track of some kind that has its samples, in one chunk, at this place. */
export function track(id: number, kind: string, format: string, offset: number, sizes: readonly number[]): Buffer {
  const matrix = words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
  const table = box(
    'stbl',
    box('stsd', words(0, 1), box(format, Buffer.alloc(6), Buffer.from([0, 1]), SECRET)),
    box('stts', words(0, 1, sizes.length, 100)),
    box('stsc', words(0, 1, 1, sizes.length, 1)),
    box('stsz', words(0, 0, sizes.length, ...sizes)),
    box('stco', words(0, 1, offset)),
  );
  return box(
    'trak',
    box('tkhd', words(15, 0, 0, id, 0, 500, 0, 0, 0, 0), matrix, words(0, 0)),
    box(
      'mdia',
      box('mdhd', words(0, 0, 0, 1000, 500, 0)),
      box('hdlr', words(0, 0), kind, Buffer.alloc(12), `${SECRET} recorder\0`),
      box('minf', box('nmhd', words(0)), box('dinf', box('dref', words(0, 1), box('url ', words(1)))), table),
    ),
  );
}

export interface Additions {
  /** Into 'moov'. */
  readonly moov?: readonly Buffer[];
  /** Into each 'trak'. */
  readonly trak?: readonly Buffer[];
  /** At the end of 'mdat', with what points to it; called with its place. */
  readonly data?: { readonly bytes: Buffer; track(offset: number): Buffer };
  /** Behind everything. */
  readonly end?: readonly Buffer[];
}

/** A film with boxes added to it, whose index comes last, as ffmpeg writes it: then no picture moves. */
export function filmWith(path: string, output: string, additions: Additions): string {
  const film: Buffer = readFileSync(path);
  const parts: Buffer[] = [];
  let added: Buffer[] = [];
  let at = 0;
  for (const { type, at: from, begin, end } of locatedBoxes(film, 0, film.length)) {
    const content = film.subarray(begin, end);
    let part: Buffer = film.subarray(from, end);
    if (type === 'mdat' && additions.data !== undefined) {
      const { bytes, track } = additions.data;
      added = [track(at + 8 + content.length)];
      part = box('mdat', content, bytes);
    }
    if (type === 'moov') {
      const inside = locatedBoxes(film, begin, end).map((one): Buffer => {
        const whole = film.subarray(one.at, one.end);
        return one.type === 'trak' ? box('trak', whole.subarray(8), ...(additions.trak ?? [])) : whole;
      });
      part = box('moov', ...inside, ...added, ...(additions.moov ?? []));
    }
    parts.push(part);
    at += part.length;
  }
  writeFileSync(output, Buffer.concat([...parts, ...(additions.end ?? [])]));
  return output;
}
