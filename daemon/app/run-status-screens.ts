import { join } from 'node:path';
import type { Pairing } from '../access/pairing.js';
import type { Clock } from '../clock.js';
import { runtimeFolder } from '../config/folders.js';
import type { LiveConfig } from '../config/live-config.js';
import type { StateStore } from '../control/state-store.js';
import { systemTimers, type Timers } from '../control/timers.js';
import { toPlainError } from '../errors.js';
import { healthNotices } from '../health/health-notices.js';
import { MachineHealth } from '../health/machine-health.js';
import type { Log } from '../log.js';
import type { OverlayGlass } from '../player/overlay-layers.js';
import { ScreenRenderer } from '../status-screens/screen-renderer.js';
import { StatusScreens } from '../status-screens/status-screens.js';
import { listenHost } from './listen-host.js';
import { screenFacts } from './screen-facts.js';
import type { StateFeed } from './state-feed.js';

export interface RunStatusScreensOptions {
  /** What they stand on. */
  readonly glass: OverlayGlass;
  readonly store: Pick<StateStore, 'state' | 'subscribe'>;
  readonly feed: Pick<StateFeed, 'setHealth' | 'setNotice' | 'setScreen'>;
  readonly liveConfig: Pick<LiveConfig, 'current' | 'on'>;
  readonly access: { readonly pairing: Pick<Pairing, 'shown'>; onChange(listener: () => void): () => void };
  /** Of the page. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the address is shown at the start. */
  readonly greets: boolean;
  readonly timers?: Timers;
}

/** Watches the machine's health, and puts status screens on the glass as the state asks for them. Returns what ends both. */
export function runStatusScreens(options: RunStatusScreensOptions): () => void {
  const { glass, store, feed, access, liveConfig, clock, greets, timers = systemTimers } = options;
  const log = options.log.child('screens');
  // What it listens on does not change while it runs.
  const listening = { host: listenHost(liveConfig.current), port: Number(new URL(options.url).port || 80) };
  const renderer = new ScreenRenderer();
  const screens = new StatusScreens({
    glass,
    render: (request) => renderer.render(request),
    onShown: (kind) => feed.setScreen(kind),
    clock,
    timers,
    log,
  });
  const update = () => {
    const { shown } = access.pairing;
    const pairing = shown && { code: shown.code, wasAskedFor: shown.wasAskedFor };
    const facts = screenFacts(store.state, { config: liveConfig.current, listening, ...(pairing && { pairing }) });
    screens.update(greets ? facts : { ...facts, welcomeMs: 0 });
  };

  const health = new MachineHealth({
    timers,
    updatingMarker: updatingMarker(),
    onChange: (state) => {
      feed.setHealth(state);
      for (const [code, notice] of Object.entries(healthNotices(state))) feed.setNotice(code, notice);
      update();
    },
  });
  health.start().catch((error) => {
    const { code, message } = toPlainError(error);
    log.warn("the machine's health cannot be watched", { code, reason: message });
  });
  const stopListening = store.subscribe(update);
  const stopFollowing = liveConfig.on(update);
  const stopWatching = access.onChange(update);
  return () => {
    stopListening();
    stopFollowing();
    stopWatching();
    health.stop();
    screens.stop();
  };
}

/** In the service's own folder, which systemd takes away with it: a marker cannot outlive the update. */
function updatingMarker(): string | undefined {
  const folder = runtimeFolder();
  return folder === undefined ? undefined : join(folder, 'updating');
}
