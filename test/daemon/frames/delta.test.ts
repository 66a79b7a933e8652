import fc from 'fast-check';
import t from 'tap';
import { changedShare, xorFrames } from '../../../daemon/frames/delta.js';

t.test('a delta turns the first frame into the second, at any length and place in memory', (t) => {
  const bytes = fc.uint8Array({ minLength: 0, maxLength: 200 });
  fc.assert(
    fc.property(bytes, bytes, fc.nat(9), fc.nat(9), (first, second, shiftA, shiftB) => {
      const length = Math.min(first.length, second.length);
      const a = new Uint8Array(new SharedArrayBuffer(length + shiftA), shiftA);
      a.set(first.subarray(0, length));
      const b = new Uint8Array(new ArrayBuffer(length + shiftB), shiftB);
      b.set(second.subarray(0, length));
      const delta = new Uint8Array(length);
      xorFrames(delta, a, b);
      xorFrames(a, a, delta);
      return Buffer.compare(a, b) === 0;
    }),
  );
  t.end();
});

t.test('the share of changed pixels is exact for a small picture and close for a large one', (t) => {
  t.equal(changedShare(new Uint8Array(100)), 0);
  t.equal(changedShare(new Uint8Array(100).fill(1)), 1);
  t.equal(changedShare(Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0)), 0.25);
  const large = new Uint8Array(320 * 240 * 2).fill(1, 0, 320 * 80 * 2);
  t.ok(Math.abs(changedShare(large) - 1 / 3) < 0.001);
  t.end();
});
