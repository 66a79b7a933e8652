import fc from 'fast-check';
import t from 'tap';
import { assembleFrames } from '../../../daemon/convert/frame-assembly.js';

t.test('however a stream is cut, the frames are the same, and one may be held back', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(cuts, fc.integer({ min: 1, max: 25 }), async (sizes, frameBytes) => {
      let value = 0;
      const chunks = sizes.map((size) => Uint8Array.from({ length: size }, () => value++ % 251));
      const whole = Buffer.concat(chunks);
      async function* source() {
        // As a socket does it: the memory of a chunk is used again for the next.
        const memory = new Uint8Array(40);
        for (const chunk of chunks) {
          memory.set(chunk);
          yield memory.subarray(0, chunk.length);
          memory.fill(255);
        }
      }
      const seen: Buffer[] = [];
      let held: Uint8Array | undefined;
      for await (const frame of assembleFrames(source(), frameBytes)) {
        if (held) seen.push(Buffer.from(held));
        held = frame;
      }
      if (held) seen.push(Buffer.from(held));
      const complete = Math.floor(whole.length / frameBytes) * frameBytes;
      return Buffer.concat(seen).equals(whole.subarray(0, complete));
    }),
  );
});
