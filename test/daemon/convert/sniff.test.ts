import fc from 'fast-check';
import t from 'tap';
import { ConvertError } from '../../../daemon/convert/convert-error.js';
import { sniff } from '../../../daemon/convert/sniff.js';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
/** An ftyp box with its major and compatible brands. */
const ftyp = (major: string, ...brands: string[]) =>
  bytes([0, 0, 0, 16 + brands.length * 4], 'ftyp', major, [0, 0, 0, 0], ...brands);
const chunk = (type: string, length = 0) => bytes([0, 0, 0, length], type, new Array(length + 4).fill(0));
const PNG = '\x89PNG\r\n\x1a\n';

t.test('the first bytes decide what a file is', (t) => {
  const cases: [head: Buffer, way: string, demuxer?: string][] = [
    [bytes('GIF89a...'), 'plain', 'gif'],
    [bytes(PNG, chunkText('IHDR', 13), chunkText('IDAT', 4)), 'still', 'png_pipe'],
    [bytes(PNG, chunkText('IHDR', 13), chunkText('acTL', 8), chunkText('IDAT', 4)), 'plain', 'apng'],
    [bytes([0xff, 0xd8, 0xff, 0xe1]), 'still', 'jpeg_pipe'],
    [bytes('RIFF....WEBPVP8X....', [0x02]), 'animated-webp'],
    [bytes('RIFF....WEBPVP8X....', [0x10]), 'still', 'webp_pipe'],
    [bytes('RIFF....WEBPVP8L'), 'still', 'webp_pipe'],
    [bytes('RIFF....AVI LIST'), 'plain', 'avi'],
    [ftyp('isom', 'iso2', 'mp41'), 'plain', 'mov'],
    [ftyp('mif1', 'mif1', 'heic'), 'heif'],
    [ftyp('heic', 'mif1', 'heic'), 'heif'],
    [ftyp('avif', 'avif', 'mif1'), 'plain', 'mov'],
    [bytes([0, 0, 0, 8], 'wide'), 'plain', 'mov'],
    [bytes([0x1a, 0x45, 0xdf, 0xa3]), 'plain', 'matroska'],
    [bytes('PK\x03\x04'), 'frame-zip'],
    [bytes([0, 0, 1, 0xba]), 'plain', 'mpeg'],
    [bytes([1, 2, 3, 0, 5]), 'plain'],
    [bytes('%PDF-1.7\n\0\x01'), 'pdf'],
  ];
  for (const [head, way, demuxer] of cases) {
    t.same(sniff(head, 'x'), { way, ...(demuxer && { demuxer }) }, head.toString('latin1', 0, 16));
  }
  t.end();

  function chunkText(type: string, length: number): string {
    return chunk(type, length).toString('latin1');
  }
});

t.test('texts of all kinds are refused by what they are', (t) => {
  const cases: [text: string, message: RegExp][] = [
    ['#EXTM3U\n', /playlist/],
    ['\ufeff#EXTM3U\n', /playlist/],
    ['ffconcat version 1.0\n', /playlist/],
    ['<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', /playlist/],
    ['  <svg width="1">', /SVG/],
    ['just words', /is text/],
  ];
  for (const [text, message] of cases) {
    t.throws(() => sniff(Buffer.from(text), 'x'), { code: 'media-unsupported', message }, JSON.stringify(text));
  }
  t.end();
});

t.test('no bytes make it fail in another way than by its own error', (t) => {
  const heads = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 600 }),
    fc.uint8Array({ maxLength: 60 }).map((tail) => bytes(PNG, [...tail])),
    fc.uint8Array({ maxLength: 60 }).map((tail) => bytes([0, 0, 0, 40], 'ftyp', [...tail])),
  );
  fc.assert(
    fc.property(heads, (head) => {
      try {
        return typeof sniff(head, 'x').way === 'string';
      } catch (error) {
        return error instanceof ConvertError;
      }
    }),
    { numRuns: 300 },
  );
  t.end();
});
