import fc from 'fast-check';
import t from 'tap';
import { decodeHeader, encodeHeader, paddingOf } from '../../../daemon/backup/tar-header.js';

t.test('a header tells what was written into it, also of files beyond 8 GiB', async (t) => {
  const names = fc.stringMatching(/^[a-z0-9./-]{1,99}$/);
  fc.assert(
    fc.property(names, fc.oneof(fc.nat(), fc.maxSafeNat()), (name, bytes) => {
      t.same(decodeHeader(encodeHeader({ name, bytes }, 1_700_000_000_000)), { name, bytes });
      t.equal((bytes + paddingOf(bytes)) % 512, 0);
    }),
  );
});

t.test('a block of zeros is an end, and anything else is refused', async (t) => {
  t.equal(decodeHeader(Buffer.alloc(512)), undefined);
  const header = encodeHeader({ name: 'library.db', bytes: 5 }, 0);
  for (const at of [0, 124, 148, 156, 257]) {
    const changed = Buffer.from(header);
    changed[at] = (changed[at] ?? 0) ^ 1;
    t.throws(() => decodeHeader(changed), { code: 'backup-malformed' });
  }
});
