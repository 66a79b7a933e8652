import { openSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { DrmGlass } from './drm-glass.js';

t.test('the model has the trap: a row written alone is not shown, two rows are', (t) => {
  const path = join(t.testdir({ fb0: Buffer.alloc(4 * 3 * 2, 0x77) }), 'fb0');
  const glass = new DrmGlass({ path, width: 4, height: 3 });
  const fd = openSync(path, 'r+');
  const row = Buffer.alloc(8, 0x11);
  glass.write(fd, row, 0, 8, 8);
  t.equal(glass.pixels({ top: 1, height: 1 }).toString('hex'), '77'.repeat(8));
  glass.write(fd, row, 4, 4, 12);
  t.equal(glass.pixels({ top: 1, height: 1 }).toString('hex'), '77'.repeat(8), 'nor a part of it that ends with it');
  glass.write(fd, Buffer.alloc(16, 0x11), 0, 16, 8);
  t.equal(glass.pixels({ top: 1, height: 2 }).toString('hex'), '11'.repeat(16));
  t.end();
});
