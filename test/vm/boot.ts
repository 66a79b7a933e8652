import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { shippedDemo } from '../../daemon/demo/demo-clip.js';
import { packageRoot } from '../../daemon/package-root.js';
import { framesOf } from '../integration/frames-of.js';
import { acceleration } from './acceleration.js';
import { Guest } from './guest.js';
import { builtPackage, furnish, guestRoot, writeDisk } from './guest-root.js';
import { guestKernel } from './kernel.js';
import { type Glass, Machine } from './machine.js';
import { boots } from './scenarios/boots.js';
import { edit } from './scenarios/edit.js';
import { fault } from './scenarios/fault.js';
import { hang } from './scenarios/hang.js';
import { powerCuts, withoutSync } from './scenarios/power-cuts.js';
import { restore } from './scenarios/restore.js';
import type { Scenario } from './scenarios/scenario.js';
import { stop } from './scenarios/stop.js';
import { update } from './scenarios/update.js';
import { vanish } from './scenarios/vanish.js';

// `npm run test:vm`: framed on a computer that boots, is edited, updated, restored and hung, and has its plug pulled. Not in CI. Some of it:
//
//   npm run test:vm -- boots stop

const SCENARIOS: Record<string, Scenario> = {
  boots,
  edit,
  vanish,
  stop,
  update,
  restore,
  hang,
  fault,
  powerCuts,
  withoutSync,
};

const CACHE = join(packageRoot, 'dist/.vm-cache');

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in SCENARIOS));
if (unknown.length > 0) {
  throw new Error(`There is no ${unknown.join(' or ')}; known are ${Object.keys(SCENARIOS).join(', ')}.`);
}

// Each wait has its own end (machine.ts).
t.setTimeout(0);

t.test('framed on a computer of its own', { timeout: 0 }, async (t) => {
  const begunMs = performance.now();
  const passed = () => `${Math.round((performance.now() - begunMs) / 1000)} s`;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'framed-vm-'));
  const disk = join(folder, 'disk.img');
  const kernel = guestKernel(CACHE);
  const accelerated = await acceleration(kernel);
  const root = guestRoot(CACHE);
  furnish(root, builtPackage(join(packageRoot, 'dist/package')));
  writeDisk(root, disk);
  // What the guest's journal said, for whoever has to find out why it failed.
  t.teardown(() => {
    copyFileSync(join(folder, 'serial.log'), join(CACHE, 'serial.log'));
    rmSync(folder, { recursive: true });
  });
  t.comment(`switched on after ${passed()}: ${accelerated.join(' ')}`);
  const switchOn = (glass?: Glass) =>
    Machine.boot({ kernel, acceleration: accelerated, disk, folder, ...(glass && { glass }) });
  const guest = await Guest.boot(switchOn);
  t.teardown(() => guest.switchOff());
  const demo = framesOf(shippedDemo());
  await guest.plays();
  t.comment(`plays after ${passed()}`);

  for (const [name, { title, happen }] of Object.entries(SCENARIOS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    await t.test(title, { timeout: 0 }, (t) => happen(t, guest, { demo, folder }));
    t.comment(`${name}: after ${passed()}`);
  }
});
