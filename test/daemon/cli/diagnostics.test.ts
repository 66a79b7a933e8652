import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { startLocalDaemon } from './local-daemon.js';

t.test('what helps to see what is wrong is written into a file, for its owner alone', async (t) => {
  const { ask } = await startLocalDaemon(t, { services: { diagnostics: async () => ({ framed: '1.2.3' }) } });
  const file = join(t.testdir({}), 'framed.json');
  t.match(await ask('diagnostics', file), { code: 0, out: `${file}\n` });
  t.same(JSON.parse(readFileSync(file, 'utf8')), { framed: '1.2.3' });
  t.equal(statSync(file).mode & 0o777, 0o600);
  t.match(await ask('diagnostics', file), { code: 1, err: /is there already; give another name, or --force/ });
  t.match(await ask('diagnostics', file, '--force', '--json'), { code: 0, out: /"bytes":/ });
  t.match(await ask('diagnostics', join(file, 'x')), { code: 1, err: /cannot be written/ });
});
