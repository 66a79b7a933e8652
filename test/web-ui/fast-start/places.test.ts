import { deepEqual } from 'node:assert/strict';
import fc from 'fast-check';
import t from 'tap';
import { importPageModule } from '../page-module.js';
import { box, boxesIn, chunkOffsets, co64, find, longBox, stco, trak, uint32 } from './film-boxes.js';
import { rewrite } from './rewrite.js';

const { planFastStart } =
  await importPageModule<typeof import('../../../web-ui/src/fast-start/plan.js')>('fast-start/plan.ts');

const FTYP = box('ftyp', Buffer.from('isom'), uint32(0));
const HEAD = FTYP.length + 8;
const GIB = 2 ** 30;

/** Two tracks, data in two pieces with something between, `moov` at the end. */
function film(): Buffer {
  const first = Buffer.from(Array.from({ length: 200 }, (_, index) => index));
  const second = Buffer.from(Array.from({ length: 100 }, (_, index) => 255 - index));
  const data = [box('mdat', first), box('free', Buffer.alloc(12)), longBox('mdat', second)];
  const inSecond = HEAD + 200 + 20 + 16;
  const moov = box(
    'moov',
    box('mvhd', Buffer.alloc(100)),
    trak(stco(HEAD, HEAD + 150)),
    trak(co64(HEAD + 50, inSecond)),
  );
  return Buffer.concat([FTYP, ...data, moov, box('udta', Buffer.alloc(5))]);
}

/** The data that a chunk begins with, for each chunk. */
function chunks(of: Buffer): string[] {
  const data = boxesIn(of).filter(({ type }) => type === 'mdat');
  return chunkOffsets(of).map((offset) => {
    const mdat = data.find(({ payload, end }) => offset >= payload && offset < end);
    return mdat === undefined ? 'none' : of.toString('hex', offset, Math.min(mdat.end, offset + 40));
  });
}

t.test('chunks keep their data, in stco and co64 and across two mdats', async (t) => {
  const original = film();
  const rewritten = await rewrite(original);
  if (rewritten === undefined) return t.fail('it is left alone');
  t.same(
    boxesIn(rewritten).map(({ type }) => type),
    ['ftyp', 'moov', 'mdat', 'free', 'mdat', 'udta'],
  );
  t.same(chunks(rewritten), chunks(original));
  t.notOk(chunks(original).includes('none'));
});

t.test('data behind moov moves only as far as moov grew', async (t) => {
  const moovBytes = box('moov', trak(stco(0, 0))).length;
  const behind = HEAD + 50 + moovBytes + 8;
  const original = Buffer.concat([
    FTYP,
    box('mdat', Buffer.alloc(50, 1)),
    box('moov', trak(stco(HEAD, behind))),
    box('mdat', Buffer.alloc(50, 2)),
  ]);
  const rewritten = await rewrite(original);
  t.same(rewritten && chunkOffsets(rewritten), [HEAD + moovBytes, behind]);
});

t.test('a film without ftyp begins with moov', async (t) => {
  const original = Buffer.concat([box('wide'), box('mdat', Buffer.alloc(9, 7)), box('moov', trak(stco(16)))]);
  const rewritten = await rewrite(original);
  t.same(rewritten && boxesIn(rewritten).map(({ type }) => type), ['moov', 'wide', 'mdat']);
  t.same(rewritten && chunks(rewritten), ['07'.repeat(9)]);
});

t.test('offsets that grow past 4 GiB get 64 bits, and account for their own growth', async (t) => {
  const mdatBytes = 4 * GIB + 1000;
  const head = Buffer.concat([FTYP, longBox('mdat', Buffer.alloc(0), mdatBytes - 16)]);
  const last = 4 * GIB - 50;
  const moov = box('moov', trak(stco(head.length, last)), trak(stco(head.length + 5)), trak(co64(4 * GIB + 100)));
  const size = FTYP.length + mdatBytes + moov.length;
  const pieces = await planFastStart(sparse(size, [0, head], [size - moov.length, moov]));
  const made = pieces?.find((piece) => piece instanceof Uint8Array);
  if (made === undefined) return t.fail('it is left alone');
  t.equal(made.length, moov.length + 3 * 4, 'three entries are wider');
  t.equal(find(Buffer.from(made), 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stco').length, 0);
  const moved = [head.length, last, head.length + 5, 4 * GIB + 100].map((offset) => offset + made.length);
  t.same(chunkOffsets(Buffer.from(made)), moved);
  t.same(
    pieces?.filter((piece) => !(piece instanceof Uint8Array)),
    [
      { start: 0, end: FTYP.length },
      { start: FTYP.length, end: FTYP.length + mdatBytes },
    ],
  );
});

t.test('below 4 GiB, offsets keep their 32 bits', async (t) => {
  const mdatBytes = 3 * GIB;
  const head = Buffer.concat([FTYP, box('mdat')]);
  head.writeUInt32BE(mdatBytes, FTYP.length);
  const moov = box('moov', trak(stco(head.length, 2 * GIB + 1)));
  const size = FTYP.length + mdatBytes + moov.length;
  const pieces = await planFastStart(sparse(size, [0, head], [size - moov.length, moov]));
  const made = pieces?.find((piece) => piece instanceof Uint8Array);
  t.same(made && chunkOffsets(Buffer.from(made)), [head.length + moov.length, 2 * GIB + 1 + moov.length]);
});

t.test('a film whose index is not all there is to know is left alone', async (t) => {
  const offsets = trak(stco(HEAD));
  const withMoov = (...parts: Buffer[]) => Buffer.concat([FTYP, box('mdat', Buffer.alloc(99)), box('moov', ...parts)]);
  t.ok(await rewrite(withMoov(offsets)), 'but for what follows, it would be rewritten');
  const elsewhere = trak(stco(HEAD), box('dref', uint32(0, 1), box('url ', uint32(0), Buffer.from('other.mov\0'))));
  const reasons: Record<string, Buffer> = {
    'compressed index': withMoov(box('cmov', Buffer.alloc(20))),
    'fragments to follow': withMoov(offsets, box('mvex', Buffer.alloc(20))),
    'sample encryption by place': withMoov(offsets, box('trak', box('mdia', box('minf', box('stbl', box('saio')))))),
    'items by place': withMoov(offsets, box('meta', uint32(0), box('iloc'))),
    'a meta box of its own': Buffer.concat([withMoov(offsets), box('meta', uint32(0))]),
    'data in another file': withMoov(elsewhere),
    'a place before the data': withMoov(trak(stco(HEAD - 1))),
    'a place behind the data': withMoov(trak(stco(HEAD + 99))),
    'no places at all': withMoov(trak(stco())),
    'two indexes': Buffer.concat([withMoov(offsets), box('moov', offsets)]),
    'a table longer than its box': withMoov(trak(box('stco', uint32(0, 2, HEAD)))),
    'more than 64 MB of index': withMoov(offsets, box('free', Buffer.alloc(64 * 1024 * 1024))),
    'boxes within boxes': withMoov(offsets, nested(5000)),
    'a first box of another kind': Buffer.concat([box('junk'), withMoov(offsets)]),
  };
  for (const [reason, original] of Object.entries(reasons)) t.equal(await rewrite(original), undefined, reason);
});

t.test('whatever is done to its boxes, a film is left alone or keeps every chunk’s data', async (t) => {
  const original = film();
  const interesting = [0, 1, 7, 8, 9, 16, 255, HEAD, original.length, 0x7fff_ffff, 0xffff_ffff];
  const edit = fc.record({
    at: fc.nat(original.length - 4),
    value: fc.oneof(fc.constantFrom(...interesting), fc.nat(400), fc.integer({ min: 0, max: 0xffff_ffff })),
    width: fc.constantFrom(1, 4),
  });
  const RUNS = 1000;
  let rewrites = 0;
  const property = fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.nat(20), async (edits, cut) => {
    const mutated = Buffer.from(original.subarray(0, original.length - Math.max(0, cut - 15)));
    for (const { at, value, width } of edits) {
      if (at + width > mutated.length) continue;
      if (width === 4) mutated.writeUInt32BE(value, at);
      else mutated.writeUInt8(value & 0xff, at);
    }
    const rewritten = await rewrite(mutated);
    if (rewritten === undefined) return;
    rewrites += 1;
    const before = chunks(mutated);
    if (before.includes('none')) throw new Error('a chunk without data was moved');
    deepEqual(chunks(rewritten), before);
    deepEqual(sortedTypes(rewritten), sortedTypes(mutated));
  });
  await fc.assert(property, { numRuns: RUNS });
  t.ok(rewrites > RUNS / 20, `${rewrites} of ${RUNS} were rewritten`);
});

function sortedTypes(of: Buffer): string[] {
  return boxesIn(of)
    .map(({ type }) => type)
    .sort();
}

function nested(depth: number): Buffer {
  let inner = box('minf');
  for (let level = 0; level < depth; level++) inner = box('minf', inner);
  return inner;
}

/** A huge file of zeros, but for some parts. */
function sparse(size: number, ...parts: [number, Buffer][]) {
  return {
    size,
    slice: (start: number, end: number) => ({
      arrayBuffer: async () => {
        const bytes = new Uint8Array(end - start);
        for (const [at, part] of parts) {
          const from = Math.max(start, at);
          const to = Math.min(end, at + part.length);
          if (from < to) bytes.set(part.subarray(from - at, to - at), from - start);
        }
        return bytes.buffer;
      },
    }),
  };
}
