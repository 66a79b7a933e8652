import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { Arrival } from '../../../daemon/upload/arriving-file.js';
import { RunningHash } from '../../../daemon/upload/running-hash.js';

const never = new AbortController().signal;

t.test('the hash is that of the file, wherever a restart cut it and while it is read back', async (t) => {
  const path = join(t.testdir(), 'arriving');
  const run = async (beforeBytes: number, sizes: number[]) => {
    const before = randomBytes(beforeBytes);
    const pieces = sizes.map((size) => randomBytes(size));
    writeFileSync(path, before);
    const arrival = new Arrival({ path, totalBytes: undefined, bytes: beforeBytes });
    const hash = new RunningHash(arrival);
    const caughtUp = hash.catchUp(never);
    for (const piece of pieces) {
      const position = arrival.bytes;
      appendFileSync(path, piece);
      hash.update(piece, position);
      arrival.grew(piece.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await caughtUp;
    const whole = Buffer.concat([before, ...pieces]);
    return (await hash.digest(never)) === createHash('sha256').update(whole).digest('hex');
  };
  const sizes = fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 12 });
  await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), sizes, run), { numRuns: 30 });
});

t.test('a file that is shorter than was said, or no longer wanted, is an error', async (t) => {
  const path = join(t.testdir(), 'arriving');
  writeFileSync(path, 'abc');
  const arrival = new Arrival({ path, totalBytes: 3, bytes: 3 });
  const stop = new AbortController();
  stop.abort(new Error('enough'));
  await t.rejects(new RunningHash(arrival).digest(stop.signal), { message: 'enough' });
  truncateSync(path, 1);
  await t.rejects(new RunningHash(arrival).digest(never), { message: /shorter than 3 bytes/ });
});
