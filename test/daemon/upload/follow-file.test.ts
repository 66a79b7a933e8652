import { randomBytes } from 'node:crypto';
import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { Arrival } from '../../../daemon/upload/arriving-file.js';
import { followFile } from '../../../daemon/upload/follow-file.js';

/** A file that grows as the test says, and its arrival. */
function growingFile(t: Test, totalBytes?: number) {
  const path = join(t.testdir(), 'arriving');
  writeFileSync(path, '');
  const arrival = new Arrival({ path, totalBytes });
  const grow = (piece: Buffer) => {
    appendFileSync(arrival.path, piece);
    arrival.grew(piece.length);
  };
  return { path, arrival, grow };
}

t.test('a reader gets every byte once, in order, however the file grows', async (t) => {
  const run = async (sizes: number[]) => {
    const { arrival, grow } = growingFile(t);
    const pieces = sizes.map((size) => randomBytes(size));
    const followed = buffer(followFile(arrival));
    for (const piece of pieces) {
      grow(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    arrival.complete();
    return (await followed).equals(Buffer.concat(pieces));
  };
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 8 }), run), {
    numRuns: 30,
  });
});

t.test('readers that come late, and several of them, read from the first byte', async (t) => {
  const { arrival, grow } = growingFile(t);
  const content = randomBytes(300_000);
  grow(content.subarray(0, 200_000));
  const early = buffer(followFile(arrival));
  grow(content.subarray(200_000));
  arrival.complete();
  const late = buffer(followFile(arrival));
  t.ok((await early).equals(content));
  t.ok((await late).equals(content));
});

t.test('a reader does not end before the file is complete', async (t) => {
  const { arrival, grow } = growingFile(t, 10);
  grow(Buffer.alloc(10));
  const stream = followFile(arrival);
  let ended = false;
  stream.on('end', () => {
    ended = true;
  });
  await new Promise((resolve) => stream.once('data', resolve));
  await new Promise((resolve) => setImmediate(resolve));
  t.notOk(ended);
  arrival.complete();
  await new Promise((resolve) => stream.once('close', resolve));
  t.ok(ended);
});

t.test('a file that is moved is read on, and can be opened by its new name', async (t) => {
  const { path, arrival, grow } = growingFile(t);
  grow(Buffer.from('one '));
  const before = followFile(arrival);
  const first = new Promise((resolve) => before.once('data', resolve));
  await first;
  grow(Buffer.from('two'));
  renameSync(path, `${path}.moved`);
  arrival.movedTo(`${path}.moved`);
  arrival.complete();
  t.equal(String(await buffer(before)), 'two');
  t.equal(String(await buffer(followFile(arrival))), 'one two');
});

t.test('a file that is moved between the naming and the opening is found', async (t) => {
  const { path, arrival, grow } = growingFile(t);
  grow(Buffer.from('here'));
  arrival.complete();
  const moved = followFile(arrival);
  renameSync(path, `${path}.moved`);
  arrival.movedTo(`${path}.moved`);
  t.equal(String(await buffer(moved)), 'here');
});

t.test('a file that breaks off is an error to its readers', async (t) => {
  const { arrival, grow } = growingFile(t);
  const followed = buffer(followFile(arrival));
  grow(Buffer.alloc(100));
  arrival.fail();
  await t.rejects(followed, { code: 'upload-incomplete', message: 'The file broke off after 100 bytes.' });
});

t.test('a file that is shorter than was said is an error, not a wait', async (t) => {
  const { path, arrival, grow } = growingFile(t);
  grow(Buffer.alloc(100));
  truncateSync(path, 0);
  await t.rejects(buffer(followFile(arrival)), { code: 'upload-incomplete' });
});

t.test('a reader that is no longer wanted stops at once, waiting or not', async (t) => {
  const { arrival } = growingFile(t);
  const stop = new AbortController();
  const followed = buffer(followFile(arrival, { signal: stop.signal }));
  const reason = new Error('enough');
  stop.abort(reason);
  await t.rejects(followed, reason);
  await t.rejects(buffer(followFile(arrival, { signal: stop.signal })), reason);
  const stream = followFile(arrival);
  const closed = new Promise((resolve) => stream.once('close', resolve));
  stream.destroy();
  await closed;
});

t.test('who waits for growth is woken by enough of it, by the end, and by its own signal', async (t) => {
  const { arrival, grow } = growingFile(t);
  const order: string[] = [];
  const past5 = arrival.grown(5).then(() => order.push('past 5'));
  const past0 = arrival.grown(0).then(() => order.push('past 0'));
  const past99 = arrival.grown(99).then(() => order.push('end'));
  grow(Buffer.alloc(5));
  await past0;
  t.same(order, ['past 0']);
  grow(Buffer.alloc(1));
  await past5;
  const stop = new AbortController();
  const stopped = arrival.grown(50, stop.signal);
  stop.abort(new Error('not mine'));
  await t.rejects(stopped, { message: 'not mine' });
  await t.rejects(arrival.grown(0, stop.signal), { message: 'not mine' });
  arrival.complete();
  await past99;
  t.same(order, ['past 0', 'past 5', 'end']);
  arrival.fail();
  t.equal(arrival.state, 'complete', 'an end is an end');
});
