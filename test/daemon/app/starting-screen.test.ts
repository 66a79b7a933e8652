import t from 'tap';
import { StartingScreen } from '../../../daemon/app/starting-screen.js';
import { loadPanel } from '../../../daemon/config/panels.js';
import { silentLog } from '../../../daemon/log.js';
import { renderScreen } from '../../../daemon/status-screens/render-screen.js';
import type { DisplayConfig } from '../../../display/display-config.js';

const geometry = { width: 240, height: 240 };
const panel = await loadPanel('gc9a01-240x240', 0, []);
const framebuffer: DisplayConfig = {
  output: 'framebuffer',
  geometry,
  device: 'fb0',
  rotation: 0,
  backlight: { kind: 'none' },
};
const config = { name: 'Hall', language: 'de' } as const;

t.test('one run keeps it for the next, which shows it without drawing', async (t) => {
  const options = { glass: { display: framebuffer, panel }, config, cacheFolder: t.testdir(), version: '1' };
  const first = new StartingScreen(options);
  t.equal(first.read(), undefined);
  await first.keep(silentLog);
  const canvas = { geometry, shape: 'round' } as const;
  const wanted = renderScreen({ screen: { kind: 'starting', name: 'Hall' }, canvas, language: 'de' });
  t.ok(Buffer.from(new StartingScreen(options).read() ?? []).equals(wanted));
  t.equal(new StartingScreen({ ...options, version: '2' }).read(), undefined, 'another version draws its own');
});

t.test('the virtual panel has none', async (t) => {
  const glass = { display: { output: 'virtual', geometry } as const, panel };
  const screen = new StartingScreen({ glass, config, cacheFolder: t.testdir(), version: '1' });
  await screen.keep(silentLog);
  t.equal(screen.read(), undefined);
});
