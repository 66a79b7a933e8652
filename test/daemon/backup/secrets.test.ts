import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { authorityPath, createAuthority } from '../../../daemon/certificates/authority.js';
import { currentLeaf } from '../../../daemon/certificates/leaf.js';
import { publishClip } from '../library/staged-clips.js';
import { BackupLab } from './backup-lab.js';

t.test('no key is in a backup, and a restore leaves the machine its own', async (t) => {
  const lab = await BackupLab.open(t, t.testdir());
  await publishClip(lab.library, { content: 'beach', name: 'beach.mp4' });
  const folder = join(lab.root, 'https');
  const authority = await createAuthority(folder, 'kitchen', []);
  await currentLeaf(folder, authority, { dns: ['localhost'], ips: [] }, Date.now());
  const backup = await lab.backup({ originals: true });
  for (const secret of ['PRIVATE KEY', 'authority', 'leaf.json']) t.notOk(backup.includes(secret), secret);
  await lab.restore(backup);
  t.equal(JSON.parse(readFileSync(authorityPath(folder), 'utf8')).key, authority.key);
  t.ok(existsSync(join(folder, 'leaf.json')));
});
