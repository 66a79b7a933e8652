import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { noCompiler } from '../shim/compile-shim.js';
import { PowerDisk } from './power-disk.js';

const CHILD = fileURLToPath(new URL('./take-up-uploads.js', import.meta.url));

t.test(
  'an upload that was found to be kept elsewhere stays away after a power cut',
  { skip: noCompiler },
  async (t) => {
    const root = join(t.testdir(), 'data');
    mkdirSync(root);
    const disk = new PowerDisk(root, join(t.testdirName, 'power'));
    const env = { ...process.env, ...(await disk.environment()) };
    const { status } = spawnSync(process.execPath, [CHILD, join(root, 'uploads'), join(root, 'original')], {
      stdio: 'inherit',
      env,
    });
    t.equal(status, 0);
    disk.pullPlug(false);
    t.same(readdirSync(join(root, 'uploads')), []);
  },
);
