import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { handOver } from '../../../daemon/upload/hand-over.js';

t.test('a file that is handed over is there under both names', async (t) => {
  const folder = t.testdir({ from: 'bytes' });
  t.ok(await handOver(join(folder, 'from'), join(folder, 'to')));
  t.equal(readFileSync(join(folder, 'to'), 'utf8'), 'bytes');
  t.ok(existsSync(join(folder, 'from')));
});

t.test('without hard links it is moved', async (t) => {
  const folder = t.testdir({ from: 'bytes' });
  const noLinks = () => Promise.reject(Object.assign(new Error('not here'), { code: 'EPERM' }));
  t.notOk(await handOver(join(folder, 'from'), join(folder, 'to'), noLinks));
  t.equal(readFileSync(join(folder, 'to'), 'utf8'), 'bytes');
  t.notOk(existsSync(join(folder, 'from')));
});

t.test('what cannot be handed over stays', async (t) => {
  const folder = t.testdir({ from: 'bytes' });
  writeFileSync(join(folder, 'to'), 'other');
  await t.rejects(handOver(join(folder, 'from'), join(folder, 'to')), { code: 'EEXIST' });
  await t.rejects(handOver(join(folder, 'from'), join(folder, 'gone', 'to')), { code: 'ENOENT' });
  t.ok(existsSync(join(folder, 'from')));
});
