import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../daemon/package-root.js';

const UNIT = readFileSync(join(packageRoot, 'systemd/framed.service'), 'utf8');
const isHere = spawnSync('systemd-analyze', ['--version']).status === 0;
const skip = isHere ? {} : { skip: 'systemd-analyze is not on this machine' };

/** Of 10; above it something of the unit's sandbox was lost. */
const MOST_EXPOSURE = 2.5;

t.test('systemd finds nothing wrong with the unit', skip, (t) => {
  const { status, stdout, stderr } = analyze(t.testdir(), 'verify', '--man=no', '--recursive-errors=no');
  t.equal(`${stdout}${stderr}`, '');
  t.equal(status, 0);
  t.end();
});

t.test(`its exposure is ${MOST_EXPOSURE} at most`, skip, (t) => {
  const { stdout } = analyze(t.testdir(), 'security', '--offline=true');
  const exposure = Number(/Overall exposure level for framed.service: ([\d.]+)/.exec(stdout)?.[1]);
  t.ok(exposure <= MOST_EXPOSURE, `${exposure}`);
  t.end();
});

t.test('what V8, panels and people need is not locked away', (t) => {
  for (const lock of ['MemoryDenyWriteExecute', 'PrivateDevices', 'DynamicUser', 'ProtectKernelTunables']) {
    t.notMatch(UNIT, new RegExp(`^${lock}=`, 'm'));
  }
  t.end();
});

/** With a program in framed's place, which need not be installed here. */
function analyze(folder: string, ...words: string[]) {
  const path = join(folder, 'framed.service');
  writeFileSync(path, UNIT.replaceAll('/usr/bin/framed', '/bin/true'));
  return spawnSync('systemd-analyze', [...words, path], { encoding: 'utf8' });
}
