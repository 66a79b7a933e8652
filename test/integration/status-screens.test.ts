import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { systemClock } from '../../daemon/clock.js';
import { parseConfig } from '../../daemon/config/load.js';
import { chooseGlass } from '../../daemon/glass/choose-glass.js';
import { silentLog } from '../../daemon/log.js';
import { Player } from '../../daemon/player/player.js';
import { renderScreen } from '../../daemon/status-screens/render-screen.js';
import { addFramebuffer } from '../display/framebuffer/fake-machine.js';
import { until } from '../until.js';
import { DaemonProcess } from './daemon-process.js';
import { lastingFolder } from './lasting-folder.js';
import { LiveClient } from './live-client.js';

t.test('a mistake in the configuration is on the glass with its line, and gone when it is mended', async (t) => {
  const folder = lastingFolder(t, { 'config.yaml': 'language: de\nname: Flur\npanel:\n  rotaton: 90\n' });
  const path = join(folder, 'config.yaml');
  const daemon = await DaemonProcess.start({ data: join(folder, 'data'), words: ['--config', path] });
  t.teardown(() => daemon.stop());
  const client = await LiveClient.connect(daemon.url, t);
  const { config, panel } = await client.until(({ screen }) => screen === 'config-error');
  t.equal(config?.problem?.line, 4);

  const words = config?.problem?.message.split('\n')[0]?.replace(`${path}:4:3: `, '') ?? '';
  const screen = { kind: 'config-error', file: path, place: '4:3', words } as const;
  const canvas = { geometry: { width: panel.width, height: panel.height }, shape: panel.shape };
  // Not one key of the file holds, its language neither.
  const wanted = renderScreen({ screen, canvas, language: 'en' });
  // The state may be quicker than the glass; whoever comes new is shown what is on it.
  await until(async () => {
    const watcher = await LiveClient.connect(daemon.url);
    const [frame] = await watcher.frames(1);
    watcher.close();
    return frame?.pixels.equals(wanted) ?? false;
  });
  t.pass('pixel for pixel');

  writeFileSync(path, 'language: de\nname: Flur\npanel:\n  rotation: 90\n');
  const mended = await client.until(({ screen }) => screen === undefined);
  t.equal(mended.config?.problem, undefined);
});

t.test('a screen comes up on a framebuffer before there is any clip', async (t) => {
  const systemRoot = lastingFolder(t);
  addFramebuffer(systemRoot, { name: 'panel-mipi-dbid', width: 240, height: 240 });
  const { display, panel } = await chooseGlass({
    config: parseConfig('panel: { name: st7789-240x240 }', 'c.yaml'),
    systemRoot,
  });
  mkdirSync(join(systemRoot, 'data'));
  const player = new Player({ display, log: silentLog, clock: systemClock });
  t.teardown(() => player.stop());
  const canvas = { geometry: display.geometry, shape: panel.shape };
  const pixels = renderScreen({ screen: { kind: 'starting', name: 'framed' }, canvas, language: 'en' });
  player.showOverlay(pixels);
  const shown = new Promise<void>((resolve) => {
    player.onPresented(resolve);
  });
  await player.start();
  await shown;
  t.ok(readFileSync(join(systemRoot, 'dev/fb0')).swap16().equals(pixels));
});
