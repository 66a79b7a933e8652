import fc from 'fast-check';
import t from 'tap';
import { TopLevelBoxes } from '../../../daemon/convert/top-level-boxes.js';

function box(type: string, contentBytes: number, options: { large?: boolean } = {}): Buffer {
  const header = Buffer.alloc(options.large ? 16 : 8);
  header.writeUInt32BE(options.large ? 1 : header.length + contentBytes, 0);
  header.write(type, 4, 'latin1');
  if (options.large) header.writeBigUInt64BE(BigInt(header.length + contentBytes), 8);
  return Buffer.concat([header, Buffer.alloc(contentBytes, 0xff)]);
}

function judge(...boxes: Buffer[]): boolean | undefined {
  const reader = new TopLevelBoxes();
  reader.push(Buffer.concat(boxes));
  return reader.isStreamable;
}

t.test('a movie is streamable when all of moov is there, before mdat', async (t) => {
  t.equal(judge(box('ftyp', 24), box('free', 0), box('wide', 0), box('moov', 90)), true);
  t.equal(judge(box('ftyp', 24), box('moov', 90).subarray(0, 97)), undefined);
  t.equal(judge(box('ftyp', 24), box('moov', 0)), true);
  t.equal(judge(box('uuid', 70_000, { large: true }), box('moov', 1)), true);
});

t.test('a movie that begins with its samples is not', async (t) => {
  t.equal(judge(box('ftyp', 24), box('mdat', 4).subarray(0, 8)), false);
  t.equal(judge(box('wide', 0), box('mdat', 4, { large: true })), false);
  t.equal(judge(box('ftyp', 4), box('moof', 4)), false);
});

t.test('a photo in a movie container is not', async (t) => {
  t.equal(judge(box('ftyp', 24), box('meta', 900), box('mdat', 4)), false);
});

t.test('a size that cannot be is not', async (t) => {
  t.equal(judge(Buffer.from([0, 0, 0, 0]), Buffer.from('free')), false);
  t.equal(judge(Buffer.from([0, 0, 0, 3]), Buffer.from('ftyp')), false);
});

t.test('moov describes all of the film where it does not announce fragments', async (t) => {
  const moov = (...children: Buffer[]) => {
    const content = Buffer.concat(children);
    const header = box('moov', content.length).subarray(0, 8);
    const reader = new TopLevelBoxes();
    reader.push(Buffer.concat([box('ftyp', 4), header, content]));
    t.equal(reader.isStreamable, true);
    return reader.describesAll;
  };
  t.equal(moov(box('mvhd', 100), box('trak', 300, { large: true }), box('udta', 0)), true);
  t.equal(moov(box('mvhd', 100), box('mvex', 40), box('trak', 300)), false);
  t.equal(moov(box('mvhd', 100), Buffer.alloc(4)), true, 'a terminator is no box');
  t.equal(moov(box('mvhd', 100), Buffer.alloc(30)), false, 'what makes no sense promises nothing');
});

t.test('while neither was seen nothing is said', async (t) => {
  t.equal(judge(box('ftyp', 24), box('free', 100).subarray(0, 50)), undefined);
});

t.test('where the pieces end makes no difference', async () => {
  const file = Buffer.concat([
    box('ftyp', 20),
    box('free', 3, { large: true }),
    box('skip', 0),
    box('moov', 5),
    box('mdat', 0),
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sizes) => {
      const reader = new TopLevelBoxes();
      for (let at = 0, turn = 0; at < file.length; turn++) {
        const bytes = sizes[turn % sizes.length] ?? 1;
        reader.push(file.subarray(at, at + bytes));
        at += bytes;
      }
      return reader.isStreamable === true;
    }),
  );
});
