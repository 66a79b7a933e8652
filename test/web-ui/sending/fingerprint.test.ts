import t from 'tap';
import { importPageModule } from '../page-module.js';

const { fingerprintOf } =
  await importPageModule<typeof import('../../../web-ui/src/sending/fingerprint.js')>('sending/fingerprint.ts');

const CONTENT = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) >> 5));

function file(content: Uint8Array = CONTENT, name = 'a.mp4', type = 'video/mp4', lastModified = 1): File {
  return new File([content], name, { type, lastModified });
}

t.test('a file chosen again is known again, even as a copy made now', async (t) => {
  t.equal(await fingerprintOf(file()), await fingerprintOf(file(CONTENT, 'a.mp4', 'video/mp4', 2)));
});

t.test('another file is another one', async (t) => {
  const changed = Buffer.from(CONTENT);
  changed.writeUInt8(1 ^ changed.readUInt8(19_999), 19_999);
  const others = [
    file(changed),
    file(CONTENT.subarray(1)),
    file(CONTENT, 'b.mp4'),
    file(CONTENT, 'a.mp4', ''),
    file(Buffer.alloc(0)),
  ];
  const fingerprints = await Promise.all([file(), ...others].map(fingerprintOf));
  t.equal(new Set(fingerprints).size, fingerprints.length, fingerprints.join('\n'));
});

t.test('of a huge file, little is read', async (t) => {
  let read = 0;
  const huge = {
    name: 'huge.mov',
    type: '',
    size: 9e9,
    slice: (start: number, end: number) => {
      read += end - start;
      return { arrayBuffer: async () => new ArrayBuffer(end - start) };
    },
  };
  t.match(await fingerprintOf(huge), /\|9000000000\|/);
  t.ok(read <= 20_000, `${read} bytes`);
});
