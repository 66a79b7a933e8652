import fc from 'fast-check';
import t from 'tap';
import { exifOrientation } from '../../../daemon/convert/exif.js';

/** TIFF with one entry, the orientation, in either byte order. */
function tiff(orientation: number, little: boolean): Buffer {
  const block = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex');
  block.writeUInt16BE(orientation, 18);
  if (!little) return block;
  const swapped = Buffer.from('49492a0008000000010012010300010000000000000000000000', 'hex');
  swapped.writeUInt16LE(orientation, 18);
  return swapped;
}

function jpeg(block: Buffer): Buffer {
  const comment = Buffer.from('fffe0004abcd', 'hex');
  const app1 = Buffer.concat([
    Buffer.from([0xff, 0xe1, 0, block.length + 8]),
    Buffer.from('Exif\0\0', 'latin1'),
    block,
  ]);
  return Buffer.concat([Buffer.from('ffd8', 'hex'), comment, app1, Buffer.from('ffda0002', 'hex')]);
}

function png(block: Buffer): Buffer {
  const chunk = (type: string, data: Buffer) =>
    Buffer.concat([Buffer.from([0, 0, 0, data.length]), Buffer.from(type), data, Buffer.alloc(4)]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.alloc(13)),
    chunk('eXIf', block),
  ]);
}

function webp(block: Buffer): Buffer {
  const chunk = (type: string, data: Buffer) =>
    Buffer.concat([Buffer.from(type), Buffer.from([data.length, 0, 0, 0]), data, Buffer.alloc(data.length % 2)]);
  return Buffer.concat([
    Buffer.from('RIFF....WEBP'),
    chunk('VP8X', Buffer.alloc(10)),
    chunk('VP8L', Buffer.alloc(5)),
    chunk('EXIF', block),
  ]);
}

t.test('the orientation is found in JPEG, PNG and WebP, in both byte orders', (t) => {
  for (const file of [jpeg, png, webp]) {
    for (const little of [false, true]) t.equal(exifOrientation(file(tiff(6, little))), 6, file.name);
  }
  t.end();
});

t.test('what is not there, or no orientation, is upright', (t) => {
  t.equal(exifOrientation(jpeg(tiff(9, false))), 1);
  t.equal(exifOrientation(jpeg(Buffer.from('garbage'))), 1);
  t.equal(exifOrientation(Buffer.alloc(0)), 1);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      for (const head of ['ffd8', '89504e470d0a1a0a', '524946460000000057454250']) {
        exifOrientation(Buffer.concat([Buffer.from(head, 'hex'), noise]));
      }
      return true;
    }),
  );
  t.end();
});
