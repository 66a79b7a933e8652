import assert from 'node:assert/strict';
import fc from 'fast-check';
import t from 'tap';
import { playlistRevision } from '../../../daemon/protocol/playlist-revision.js';

const clipId = fc.constantFrom('a'.repeat(32), 'b'.repeat(32));
const body = fc.record({
  name: fc.string(),
  entries: fc.array(fc.record({ clipId, loops: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: ['clipId'] })),
});

t.test('the revision of a playlist is that of its content', (t) => {
  fc.assert(
    fc.property(body, body, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      assert.equal(playlistRevision(structuredClone(one)), playlistRevision(one));
      assert.equal(playlistRevision(one) === playlistRevision(other), isSame);
      assert.match(playlistRevision(one), /^[0-9a-f]{16}$/);
    }),
  );
  t.end();
});

t.test('each part of an entry counts', (t) => {
  const entry = { clipId: 'a'.repeat(32) };
  const all = [[], [entry], [{ ...entry, loops: 2 }], [{ ...entry, durationMs: 2 }], [entry, entry]];
  t.equal(new Set(all.map((entries) => playlistRevision({ name: 'x', entries }))).size, all.length);
  t.end();
});
