import fc from 'fast-check';
import t from 'tap';
import { PrefixCode } from '../../../daemon/frames/prefix-code.js';

/** The bits of all symbols together, with codes as short as they may be: Huffman's own construction. */
function shortest(frequencies: readonly number[]): number {
  const weights = frequencies.filter((it) => it > 0);
  let bits = 0;
  while (weights.length > 1) {
    weights.sort((a, b) => b - a);
    const made = (weights.pop() ?? 0) + (weights.pop() ?? 0);
    weights.push(made);
    bits += made;
  }
  return bits;
}

const frequencies = fc.array(fc.oneof(fc.constant(0), fc.nat(1000), fc.nat(100_000)), { minLength: 2, maxLength: 286 });

t.test('a code is complete, and no code begins another', (t) => {
  fc.assert(
    fc.property(frequencies, (frequencies) => {
      const code = new PrefixCode(frequencies.length, 12);
      code.build(Uint32Array.from(frequencies));
      const used = [...code.lengths].filter((it) => it > 0);
      if (used.length !== frequencies.filter((it) => it > 0).length)
        throw new Error('a symbol has no code, or needs none');
      const room = used.reduce((sum, length) => sum + 2 ** -length, 0);
      if (used.length > 1 && room !== 1) throw new Error(`codes take ${room} of the room`);
      const taken = new Set<string>();
      for (const [symbol, length] of code.lengths.entries()) {
        if (length === 0) continue;
        const word = (code.codes[symbol] ?? 0).toString(2).padStart(length, '0').split('').reverse().join('');
        if (word.length !== length || taken.has(word)) throw new Error(`${word} is taken, or not ${length} bits`);
        taken.add(word);
      }
    }),
  );
  t.end();
});

t.test('where the limit does not bind, no code is shorter in total', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 2, maxLength: 60 }), (frequencies) => {
      const code = new PrefixCode(frequencies.length, 15);
      code.build(Uint32Array.from(frequencies));
      const bits = frequencies.reduce((sum, it, symbol) => sum + it * (code.lengths[symbol] ?? 0), 0);
      const used = frequencies.filter((it) => it > 0).length;
      return used < 2 || bits === shortest(frequencies);
    }),
  );
  t.end();
});

t.test('frequencies that want codes of 30 bits get codes within the limit, at little cost', (t) => {
  const fibonacci = [1, 1];
  while (fibonacci.length < 31) fibonacci.push((fibonacci.at(-1) ?? 0) + (fibonacci.at(-2) ?? 0));
  const code = new PrefixCode(fibonacci.length, 12);
  code.build(Uint32Array.from(fibonacci));
  t.ok(code.lengths.every((length) => length > 0 && length <= 12));
  const bits = fibonacci.reduce((sum, it, symbol) => sum + it * (code.lengths[symbol] ?? 0), 0);
  t.ok(bits < shortest(fibonacci) * 1.02, `${bits} of ${shortest(fibonacci)} bits`);
  t.end();
});

t.test('a lone symbol gets a code of one bit, and no symbol none', (t) => {
  const code = new PrefixCode(4, 15);
  code.build(Uint32Array.of(0, 0, 9, 0));
  t.same([...code.lengths], [0, 0, 1, 0]);
  code.build(new Uint32Array(4));
  t.same([...code.lengths], [0, 0, 0, 0]);
  t.end();
});
