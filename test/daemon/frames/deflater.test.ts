import { constants, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import t from 'tap';
import { Deflater } from '../../../daemon/frames/deflater.js';

for (const portable of [false, true]) {
  t.test(`what is deflated inflates to the same${portable ? ', without the kept engine too' : ''}`, (t) => {
    const deflater = new Deflater({ strategy: constants.Z_RLE, portable });
    const runs = fc.array(fc.tuple(fc.constantFrom(0, 1, 255), fc.integer({ min: 1, max: 500 })), { maxLength: 30 });
    fc.assert(
      fc.property(runs, (runs) => {
        const plain = Buffer.concat(runs.map(([byte, length]) => Buffer.alloc(length, byte)));
        const into = new Uint8Array(plain.length + 100);
        const bytes = deflater.deflate(plain, into);
        if (bytes === undefined || !inflateRawSync(into.subarray(0, bytes)).equals(plain)) throw new Error('differs');
      }),
    );
    deflater.close();
    t.end();
  });

  t.test(
    `what does not fit is told, and the next one is sound${portable ? ', without the kept engine too' : ''}`,
    (t) => {
      const deflater = new Deflater({ strategy: constants.Z_DEFAULT_STRATEGY, portable });
      const noise = Uint8Array.from({ length: 5000 }, (_, at) => Math.imul(at, 0x9e3779b1) >>> 24);
      const into = new Uint8Array(5000);
      t.equal(deflater.deflate(noise, into.subarray(0, 100)), undefined);
      const bytes = deflater.deflate(new Uint8Array(5000).fill(7), into) ?? 0;
      t.ok(inflateRawSync(into.subarray(0, bytes)).every((byte) => byte === 7));
      deflater.close();
      t.end();
    },
  );
}
