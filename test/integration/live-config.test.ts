import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { packageRoot } from '../../daemon/package-root.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { LiveClient } from './live-client.js';
import { sendFile, waitForJob } from './rest-client.js';

const BUNNY = join(packageRoot, 'test/fixtures/bunny-640x480-25fps.mp4');

async function start(t: Test, text: string) {
  const root = lastingFolder(t, { 'config.yaml': text });
  const path = join(root, 'config.yaml');
  const words = ['--config', path, '--output', 'virtual'];
  const daemon = await DaemonProcess.start({ data: join(root, 'data'), words });
  t.teardown(() => daemon.stop());
  const live = await LiveClient.connect(daemon.url, t);
  return { daemon, live, path, edit: (to: string) => writeFile(path, to) };
}

t.test('an edit is taken up while the picture plays: name, light, and how the panel is mounted', async (t) => {
  const { daemon, live, edit } = await start(t, 'name: Kitchen\npanel: { name: ili9341-320x240 }\n');
  const [job] = await sendFile(daemon.url, BUNNY);
  await waitForJob(daemon.url, job?.id ?? '');
  t.match(await live.until(({ player }) => player.now?.clipId !== undefined), {
    device: { name: 'Kitchen' },
    panel: { width: 320, height: 240 },
  });
  const [before] = await live.frames(1);
  t.match(before, { width: 320, height: 240 });

  await edit('name: Bath\npanel: { name: ili9341-320x240, rotation: 90 }\ndisplay: { brightness: 40 }\n');
  const turned = await live.until(({ panel }) => panel.width === 240);
  t.match(turned, { device: { name: 'Bath' }, panel: { width: 240, height: 320 }, player: { brightness: 40 } });
  const frames = await live.frames(3);
  t.match(frames.at(-1), { width: 240, height: 320 });
  // The clip gets frames for the panel as it is mounted now, and plays on in them.
  const played = await live.until(({ player, jobs }) => {
    return player.now?.clipId !== undefined && Object.values(jobs).every(({ stage }) => stage === 'ready');
  });
  t.equal(played.player.stats.workerRestarts, 0);
  t.same(
    Object.keys(played.notices).filter((code) => code.startsWith('skipped')),
    [],
  );
});

t.test('a bad edit changes nothing and is told with its line, and so is what needs a restart', async (t) => {
  const { daemon, live, edit, path } = await start(t, 'name: Kitchen\n');
  await edit('name: Bath\nhttp:\n  prot: 80\n');
  const bad = await live.until(({ config }) => config?.problem !== undefined);
  t.match(bad, {
    device: { name: 'Kitchen' },
    config: { path, problem: { code: 'config-invalid', line: 3, column: 3, inForce: 'current' } },
    notices: { 'config-problem': { level: 'error', message: /:3:3: http\.prot .* did you mean http\.port\?/ } },
  });
  t.equal(await statusUnder('frame.lan', daemon.url), 421);
  await edit('name: Bath\nhttp: { host: 127.0.0.2, port: 81, hosts: [frame.lan] }\n');
  const good = await live.until(({ config }) => config?.problem === undefined);
  // The port is the command line's, whatever the file says.
  t.match(good, { device: { name: 'Bath' }, config: { restartNeeded: ['http.host'] } });
  t.notOk(good.notices['config-problem']);
  t.match(good.notices['config-restart']?.message, 'http.host');
  t.equal(await statusUnder('frame.lan', daemon.url), 200);

  await edit('panel: { name: ili9999 }\n');
  const unknown = await live.until(({ notices }) => notices['panel-problem'] !== undefined);
  t.match(unknown, { panel: { name: 'ili9341-320x240' }, notices: { 'panel-problem': { message: /ili9999/ } } });
  await edit('panel: { name: ili9341-320x240-pitft-2in8 }\n');
  const mended = await live.until(({ notices }) => notices['panel-problem'] === undefined);
  t.equal(mended.panel.name, 'ili9341-320x240-pitft-2in8');
});

t.test('it comes up with a file that is wrong, and says so', async (t) => {
  const { live } = await start(t, 'panel: { nam: x }\n');
  t.match(await live.until(({ config }) => config !== undefined), { config: { problem: { inForce: 'defaults' } } });
});

/** Of the state, asked for under another name than the machine's own. */
async function statusUnder(name: string, url: string): Promise<number | undefined> {
  const asked = get(new URL('api/state', url), { headers: { Host: name } });
  const [response]: IncomingMessage[] = await once(asked, 'response');
  response?.resume();
  return response?.statusCode;
}
