import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { systemClock } from '../../daemon/clock.js';
import { openLibrary } from '../../daemon/library/open-library.js';
import { silentLog } from '../../daemon/log.js';
import { noCompiler } from '../shim/compile-shim.js';
import { FaultControl, FROM_THEN_ON } from './fault-control.js';

const CHILD = fileURLToPath(new URL('./commit-on-demand.js', import.meta.url));

/** More than a commit has. */
const MOST_CALLS = 30;

/** A process that makes playlists, until one of them meets a sync that fails; it is killed then. What it was told, and what is there. */
async function commitUnsynced(t: Test, times: number) {
  const folder = t.testdir();
  const root = join(folder, 'data');
  const control = new FaultControl(join(folder, 'control'));
  t.teardown(() => control.close());
  const env = { ...process.env, ...(await control.environment(root)) };
  const child = spawn(process.execPath, [CHILD, root], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  await answers.next();
  let [told, last] = ['', 0];
  while (last < MOST_CALLS && !control.what.startsWith('sync')) {
    last += 1;
    control.arm({ at: last, times, action: 'EIO' });
    child.stdin.write(`${last}\n`);
    told = String((await answers.next()).value);
    if (!control.what.startsWith('sync')) control.disarm();
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  const library = await openLibrary({ root, clock: systemClock, log: silentLog });
  t.teardown(() => library.close());
  return { told, isThere: library.playlists.list().some(({ name }) => name === String(last)) };
}

t.test(
  'a change that was refused since its sync failed is not there after a kill either',
  { skip: noCompiler },
  async (t) => {
    const { told, isThere } = await commitUnsynced(t, 1);
    t.match(told, /SQLITE_IOERR_FSYNC/);
    t.notMatch(told, /may have happened/);
    t.equal(isThere, false);
  },
);

t.test(
  'where that cannot be had of the disk, the refusal says that it may have happened',
  { skip: noCompiler },
  async (t) => {
    const { told } = await commitUnsynced(t, FROM_THEN_ON);
    t.match(told, /may have happened all the same/);
  },
);
