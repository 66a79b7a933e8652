import { createHook } from 'node:async_hooks';
import { deflateRawSync } from 'node:zlib';
import t from 'tap';
import { Inflater } from '../../../daemon/frames/inflater.js';

const plain = Buffer.from(Array.from({ length: 1000 }, (_, i) => (i * i) % 251));
const packed = deflateRawSync(plain);

function whole(inflater: Inflater, original: Uint8Array, bytes: number): Uint8Array | undefined {
  const input = deflateRawSync(original);
  return inflater.inflate(input, 0, input.length, bytes);
}

for (const portable of [false, true]) {
  const way = portable ? 'the portable way' : 'the fast way';

  t.test(`${way} gives the bytes, from any place in the input, again and again`, (t) => {
    const inflater = new Inflater(1000, { portable });
    const input = Buffer.concat([Buffer.alloc(7), packed, Buffer.alloc(5)]);
    for (let i = 0; i < 3; i++) t.same(Buffer.from(inflater.inflate(input, 7, packed.length, 1000) ?? []), plain);
    t.equal(whole(inflater, plain.subarray(0, 10), 10)?.length, 10, 'also fewer than it has room for');
    inflater.close();
    inflater.close();
    t.end();
  });

  t.test(`${way} gives nothing for damage, and goes on after it`, (t) => {
    const inflater = new Inflater(1000, { portable });
    t.equal(inflater.inflate(Buffer.alloc(50, 0xff), 0, 50, 1000), undefined, 'no DEFLATE');
    t.equal(inflater.inflate(packed, 0, packed.length - 5, 1000), undefined, 'cut off');
    t.equal(inflater.inflate(packed, 0, 0, 1000), undefined, 'empty');
    t.equal(inflater.inflate(packed, 0, packed.length, 999), undefined, 'one byte too many');
    t.equal(whole(inflater, plain.subarray(1), 1000), undefined, 'one byte too few');
    t.equal(whole(inflater, Buffer.alloc(1e6), 1000), undefined, 'a bomb');
    t.same(Buffer.from(inflater.inflate(packed, 0, packed.length, 1000) ?? []), plain);
    inflater.close();
    t.end();
  });
}

t.test('a thread that never turns leaves no engine behind with each inflater that is closed', (t) => {
  let engines = 0;
  const hook = createHook({
    init(_id, type) {
      if (type === 'ZLIB') engines++;
    },
  }).enable();
  for (let clip = 0; clip < 50; clip++) {
    const inflater = new Inflater(1000);
    inflater.inflate(packed, 0, packed.length, 1000);
    inflater.close();
  }
  hook.disable();
  t.ok(engines <= 1, `${engines} were made`);
  t.end();
});
