import t from 'tap';
import { Access } from '../../../daemon/access/access.js';
import { GrantFile } from '../../../daemon/access/grant-file.js';
import { runStatusScreens } from '../../../daemon/app/run-status-screens.js';
import { systemClock } from '../../../daemon/clock.js';
import { LiveConfig } from '../../../daemon/config/live-config.js';
import { StateStore } from '../../../daemon/control/state-store.js';
import { systemTimers } from '../../../daemon/control/timers.js';
import { silentLog } from '../../../daemon/log.js';
import { renderScreen } from '../../../daemon/status-screens/render-screen.js';
import type { StatusScreen } from '../../../daemon/status-screens/status-screen.js';
import { EXAMPLE_STATE } from '../control/example-state.js';
import { ManualTimers } from '../control/manual-timers.js';

t.test('until a phone is paired the code stands on the glass, pixel for pixel; then it is gone', async (t) => {
  const timers = new ManualTimers();
  const panel = { ...EXAMPLE_STATE.panel, width: 135, height: 240, output: 'spi' };
  const store = new StateStore({
    initial: { ...EXAMPLE_STATE, panel, clips: {}, jobs: {} },
    clock: systemClock,
    timers: systemTimers,
  });
  const options = { file: GrantFile.open(':memory:'), clock: timers, timers, log: silentLog, hasGlass: () => true };
  const access = new Access(options);
  access.update();
  /** The last is what is on the glass. */
  const glass: (Uint8Array | undefined)[] = [];
  let tell = () => {};
  const show = (pixels: Uint8Array | undefined) => {
    glass.push(pixels);
    tell();
  };
  const liveConfig = new LiveConfig({
    overrides: { 'http.host': '10.0.0.7', 'screens.welcome_seconds': 0, 'screens.when_empty': 'screen' },
    log: silentLog,
  });
  const stop = runStatusScreens({
    glass: { showOverlay: (pixels) => show(pixels.slice()), hideOverlay: () => show(undefined) },
    store,
    feed: { setHealth: () => {}, setNotice: () => {}, setScreen: () => {} },
    access,
    liveConfig,
    greets: true,
    url: 'http://10.0.0.7:8080/',
    clock: timers,
    log: silentLog,
    timers,
  });
  t.teardown(() => {
    stop();
    access.stop();
    store.close();
  });
  const address = { kind: 'network', host: '10.0.0.7', port: 8080 } as const;
  const canvas = { geometry: { width: panel.width, height: panel.height }, shape: panel.shape };
  const pixelsOf = (screen: StatusScreen) => Buffer.from(renderScreen({ screen, canvas, language: 'en' }));
  const shown = async (screen: StatusScreen) => {
    const wanted = pixelsOf(screen);
    while (!(glass.at(-1) && wanted.equals(glass.at(-1) ?? wanted))) {
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    }
  };
  const first = access.pairing.shown?.code ?? '';
  await shown({ kind: 'pairing', code: first, address });
  timers.advance(120_000);
  const second = access.pairing.shown?.code ?? '';
  t.not(second, first);
  const changes = glass.length;
  await shown({ kind: 'pairing', code: second, address });
  t.equal(glass.length, changes + 1, 'one code follows another without a gap');
  await access.pair({ code: second, name: 'phone', from: '10.0.0.9' });
  await shown({ kind: 'no-clips', name: 'framed', address });
  t.pass('and how to send the first clip follows');
});
