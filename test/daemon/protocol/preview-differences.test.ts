import fc from 'fast-check';
import t from 'tap';
import { readDifferences, writeDifferences } from '../../../daemon/protocol/preview-differences.js';

t.test('differences give back every pixel', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const pixels = bytes.subarray(0, bytes.length & ~1);
      const [differences, back] = [new Uint8Array(pixels.length), new Uint8Array(pixels.length)];
      writeDifferences(pixels, differences);
      readDifferences(differences, back);
      t.same(back, pixels);
    }),
    { numRuns: 50 },
  );
  t.end();
});

t.test('pixels that are alike leave nothing, and high bytes come before low ones', (t) => {
  const pixels = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
  const differences = new Uint8Array(6);
  writeDifferences(pixels, differences);
  // White: red and blue are half of green, so only green's 63 is left, of the first pixel.
  t.same([...differences], [0x07, 0, 0, 0xe0, 0, 0]);
  t.end();
});
