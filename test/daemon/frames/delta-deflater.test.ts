import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import t from 'tap';
import { DeltaDeflater } from '../../../daemon/frames/delta-deflater.js';

const MAX_BYTES = 64 * 1024;
const deflater = new DeltaDeflater(MAX_BYTES);

/** Bytes of which `changed` in a thousand are not zero, some next to each other; the same ones every time. */
function sparse(bytes: number, changed: number): Uint8Array {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed >>> 16;
  };
  return Uint8Array.from({ length: bytes }, () => (random() % 1000 < changed ? random() & random() & 0xff : 0));
}

/** Undefined is right where no encoder could make it smaller, or where there is little to code. */
function checkSame(delta: Uint8Array): void {
  const deflated = deflater.deflate(delta);
  if (deflated === undefined) {
    const best = deflateRawSync(delta, { strategy: constants.Z_RLE, level: 1 }).length;
    if (best + HEADER_BYTES < delta.length * 0.97) throw new Error(`${delta.length} bytes: zlib makes ${best} of them`);
    return;
  }
  if (deflated.length >= delta.length) throw new Error('not smaller');
  if (!inflateRawSync(deflated).equals(delta)) throw new Error('differs');
}
/** A header with a code for each of 286 symbols. */
const HEADER_BYTES = 250;

t.test('any inflater reads what is made of runs and noise, at any length', (t) => {
  const piece = fc.oneof(
    fc.integer({ min: 1, max: 1200 }).map((length) => new Uint8Array(length)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 300 })).map(([byte, length]) => new Uint8Array(length).fill(byte)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => checkSame(Buffer.concat(pieces))),
    { numRuns: 400 },
  );
  t.end();
});

t.test('any inflater reads what is made of many words, which are coded from a sample', (t) => {
  const densities = fc.tuple(fc.integer({ min: 8000, max: MAX_BYTES }), fc.integer({ min: 0, max: 1000 }));
  fc.assert(fc.property(densities, ([bytes, changed]) => checkSame(sparse(bytes, changed))));
  t.end();
});

t.test('a symbol that the sample did not have is coded all the same', (t) => {
  const delta = new Uint8Array(MAX_BYTES).fill(3);
  for (let byte = 0; byte < 256; byte++) delta[MAX_BYTES - 1024 + byte * 2] = byte;
  checkSame(delta);
  delta.fill(0, 1000, 60_000);
  checkSame(delta);
  t.end();
});

t.test('codes stay within their limit where frequencies double from symbol to symbol', (t) => {
  const rising = Array.from({ length: 14 }, (_, i) => new Uint8Array(4 << i).fill(i + 1));
  const delta = Buffer.concat(rising).subarray(0, MAX_BYTES);
  checkSame(new Uint8Array(delta));
  t.end();
});

for (const [name, bytes] of [
  ['nothing', 0],
  ['one byte', 1],
  ['two bytes', 2],
  ['one word', 4],
  ['half a word behind one', 6],
] as const) {
  t.test(`${name} is not made smaller`, (t) => {
    t.equal(deflater.deflate(new Uint8Array(bytes)), undefined);
    t.equal(deflater.deflate(new Uint8Array(bytes).fill(200)), undefined);
    t.end();
  });
}

t.test('only zeros take a few bytes, whatever their number leaves over', (t) => {
  const wrong: number[] = [];
  for (let bytes = 1000; bytes < 1600; bytes++) {
    const deflated = deflater.deflate(new Uint8Array(bytes));
    const isWell = deflated && deflated.length < 30 && inflateRawSync(deflated).equals(new Uint8Array(bytes));
    if (!isWell) wrong.push(bytes);
  }
  t.same(wrong, []);
  t.end();
});

t.test('runs of every length between every kind of neighbour come back', (t) => {
  for (let zeros = 0; zeros < 560; zeros++) {
    for (const [before, after] of [
      [1, 1],
      [2, 3],
      [4, 2],
    ] as const) {
      const delta = new Uint8Array(before + zeros + after + 400);
      delta.fill(7, 0, before);
      delta.fill(9, before + zeros, before + zeros + after);
      const deflated = deflater.deflate(delta);
      if (!deflated || !inflateRawSync(deflated).equals(delta))
        t.fail(`${before} bytes, ${zeros} zeros, ${after} bytes`);
    }
  }
  t.end();
});

t.test('noise is not made smaller, and the next delta is sound', (t) => {
  const noise = Uint8Array.from({ length: 50_000 }, (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 24);
  t.equal(deflater.deflate(noise), undefined);
  checkSame(sparse(50_000, 100));
  t.end();
});

t.test('sizes stay within a few per cent of what zlib makes with runs only', (t) => {
  for (const changed of [20, 100, 200, 400]) {
    const delta = sparse(60_000, changed);
    const ours = deflater.deflate(delta)?.length ?? delta.length;
    const zlibs = deflateRawSync(delta, { strategy: constants.Z_RLE, level: 1 }).length;
    t.ok(ours < zlibs * 1.05, `${changed} of 1000: ${ours} and ${zlibs} bytes`);
  }
  t.end();
});
