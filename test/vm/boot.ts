import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { shippedDemo } from '../../daemon/demo/demo-clip.js';
import { packageRoot } from '../../daemon/package-root.js';
import { framesOf } from '../integration/frames-of.js';
import { getState, post, sendFile, waitForJob } from '../integration/rest-client.js';
import { builtPackage, DROP_IN_PATH, furnish, guestRoot, writeDisk } from './guest-root.js';
import { guestKernel } from './kernel.js';
import { type Glass, Machine, until } from './machine.js';
import { cutOut } from './screen.js';

// `npm run test:vm`: framed on a computer that boots, is hung, is edited, and has its plug pulled. Takes minutes; not in CI.

const CACHE = join(packageRoot, 'dist/.vm-cache');
const PANEL = { width: 320, height: 240 };
const [GIF, FILM, ANOTHER_FILM] = ['crawl.gif', 'edit-list.mp4', 'vp9-1080x1080.webm'].map((name) =>
  join(packageRoot, 'test/fixtures', name),
) as [string, string, string];

// Each wait has its own end (machine.ts).
t.setTimeout(0);

t.test('framed on a computer of its own', { timeout: 0 }, async (t) => {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'framed-vm-'));
  const disk = join(folder, 'disk.img');
  const kernel = guestKernel(CACHE);
  const root = guestRoot(CACHE);
  furnish(root, builtPackage(join(packageRoot, 'dist/package')));
  writeDisk(root, disk);
  // What the guest's journal said, for whoever has to find out why it failed.
  t.teardown(() => {
    copyFileSync(join(folder, 'serial.log'), join(CACHE, 'serial.log'));
    rmSync(folder, { recursive: true });
  });
  const demo = framesOf(shippedDemo());
  const boot = (glass?: Glass) => Machine.boot({ kernel, disk, folder, ...(glass && { glass }) });
  const begunMs = performance.now();
  const passed = () => `${Math.round((performance.now() - begunMs) / 1000)} s`;

  let machine = await boot();
  t.teardown(() => machine.cutPower());

  await t.test('it boots, and what plays is on the glass pixel for pixel', async (t) => {
    await machine.plays();
    t.comment(`plays after ${passed()}`);
    await until(
      async () => (await property(machine, 'ActiveState')) === 'active',
      'systemd has heard that it is ready',
    );
    t.match(await property(machine, 'StatusText'), /^Playing ".+" on the framebuffer \(320x240\)/);
    const [first, second] = [await picture(machine), await picture(machine)];
    t.ok(demo.has(first), 'the screen holds one of the frames of the demo');
    t.ok(demo.has(second), 'and so it does a moment later');
    t.not(first, second, 'which is another one');
  });

  await t.test('a configuration that is edited on the console applies; a broken one does not', async (t) => {
    await machine.console.run(`echo 'name: shelf' >> /etc/framed/config.yaml`);
    await until(async () => (await getState(machine.url)).device.name === 'shelf', 'the new name holds');
    await machine.console.run(`echo 'nmae: x' >> /etc/framed/config.yaml`);
    const said = async () => (await machine.console.run('journalctl -u framed | grep -c nmae')).output;
    await until(async () => (await said()) !== '0', 'the journal says what is wrong');
    t.equal((await getState(machine.url)).device.name, 'shelf');
    await machine.console.run(`sed -i '/nmae/d' /etc/framed/config.yaml; sync`);
  });

  await t.test('it stops within 2 s and starts again', async (t) => {
    const { output } = await machine.console.run(
      'a=$(date +%s%N); systemctl stop framed; b=$(date +%s%N); echo $(( (b - a) / 1000000 ))',
    );
    t.ok(Number(output) < 2000, `${output} ms`);
    t.equal(await property(machine, 'Result'), 'success');
    await machine.console.run('systemctl start framed');
    t.equal(await property(machine, 'ActiveState'), 'active');
    await machine.plays();
    t.same(await notices(machine, 'ended'), []);
  });

  await t.test('a player that hangs is started anew by the watchdog, and leaves a note', async (t) => {
    const before = await property(machine, 'MainPID');
    await machine.console.run('touch /run/framed/hang');
    await until(async () => (await property(machine, 'NRestarts')) === '1', 'the watchdog has bitten');
    await machine.console.run('rm -f /run/framed/hang');
    await machine.plays();
    t.not(await property(machine, 'MainPID'), before);
    const { output } = await machine.console.run('cat /var/lib/framed/crash-note.txt');
    t.match(output, /ended by the watchdog/);
    t.match(output, /no sign of life/);
    t.match(await notices(machine, 'ended'), [/watchdog/]);
    t.comment(`after ${passed()}`);
  });

  await t.test('what was acknowledged survives power cuts at any moment', async (t) => {
    const [job] = await sendFile(machine.url, GIF);
    const { stage, clipId = '' } = await waitForJob(machine.url, job?.id ?? '');
    t.equal(stage, 'ready');
    for (const cut of [1, 2, 3]) {
      await machine.cutPower();
      machine = await boot();
      const state = await machine.plays();
      t.ok(clipId in state.clips, `after cut ${cut} the clip is there`);
      t.equal(state.player.now?.clipId, clipId, 'and plays');
      t.comment(`after ${passed()}`);
      // The next cut comes at some moment of another file's way in.
      if (cut === 3) break;
      await sendFile(machine.url, FILM);
      await sleep(Math.random() * 4000);
    }
  });

  await t.test('and without fsync it would be lost: this test is able to lose something', async (t) => {
    await machine.console.run(`sed -i '$aEnvironment=LD_PRELOAD=libeatmydata.so' ${DROP_IN_PATH}; sync`);
    await machine.console.run('systemctl daemon-reload; systemctl restart framed');
    await machine.plays();
    const [job] = await sendFile(machine.url, ANOTHER_FILM);
    const { clipId = '', stage } = await waitForJob(machine.url, job?.id ?? '');
    t.equal(stage, 'ready');
    await machine.cutPower();
    machine = await boot();
    const { clips } = await machine.plays();
    t.notOk(clipId in clips, 'the clip is lost');
  });

  for (const [mode, bits] of [
    [0x311, 16],
    [0x342, 32],
  ] as const) {
    await t.test(`a framebuffer of 640x480 with ${bits} bits has the picture in its middle`, async (t) => {
      await machine.cutPower();
      machine = await boot({ kind: 'vesa', mode });
      await machine.plays();
      await machine.console.run('systemctl stop framed; rm -rf /var/lib/framed/*; systemctl start framed');
      await machine.plays();
      const fact = async (name: string) => (await machine.console.run(`cat /sys/class/graphics/fb0/${name}`)).output;
      t.equal(await fact('bits_per_pixel'), String(bits));
      t.equal(await fact('stride'), String((640 * bits) / 8));
      t.ok(demo.has(await picture(machine)));
    });
  }
  t.comment(`all of it took ${passed()}`);
});

async function notices(machine: Machine, word: string): Promise<string[]> {
  const { notices } = await getState(machine.url);
  return Object.values(notices)
    .map(({ message }) => message)
    .filter((message) => message.includes(word));
}

/** The picture in the middle of the screen, when it stands. */
async function picture(machine: Machine): Promise<string> {
  await post(machine.url, 'api/commands', { type: 'pause' });
  // A frame that was on its way when the pause came.
  await until(async () => (await getState(machine.url)).player.paused, 'the picture stands');
  await sleep(1000);
  const screen = await machine.screen();
  const isPanel = screen.width === PANEL.width;
  const place = isPanel
    ? { x: 0, y: 0 }
    : { x: (screen.width - PANEL.width) / 2, y: (screen.height - PANEL.height) / 2 };
  const pixels = cutOut(screen, { ...place, ...PANEL }).toString('base64');
  await post(machine.url, 'api/commands', { type: 'resume' });
  return pixels;
}

async function property(machine: Machine, name: string): Promise<string> {
  return (await machine.console.run(`systemctl show -P ${name} framed`)).output;
}
