import { join } from 'node:path';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { LivePreview } from '../control/live-preview.js';
import { LiveSocket } from '../control/live-socket.js';
import { StateStore } from '../control/state-store.js';
import { systemTimers } from '../control/timers.js';
import { findMediaTools } from '../convert/media-tools.js';
import { HttpServer } from '../http/server.js';
import type { HttpServices, HttpsDesk } from '../http/services.js';
import { LookPreviews } from '../ingest/look-previews.js';
import type { Plans } from '../ingest/plans.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import { packageRoot } from '../package-root.js';
import type { LibraryPlayback } from '../playback/playback.js';
import type { OverlayGlass } from '../player/overlay-layers.js';
import type { Player } from '../player/player.js';
import type { State } from '../protocol/state.js';
import type { RecentLog } from '../recent-log.js';
import { applyConfig, uploadLimits } from './apply-config.js';
import { configService } from './config-service.js';
import { collectDiagnostics } from './diagnostics.js';
import { followSection } from './follow-section.js';
import { GlassDesk } from './glass-desk.js';
import { EVERYWHERE, listenHost } from './listen-host.js';
import { openLocalAccess } from './local-access.js';
import { noticeOfGlass, noticeOfLogin, noticeOfTools } from './notices.js';
import { openAccess } from './open-access.js';
import { openBackups } from './open-backups.js';
import { OpenPage } from './open-page.js';
import { hereUrl, pageUrls } from './page-urls.js';
import { PatternDesk } from './pattern-desk.js';
import { previewOf } from './preview-of.js';
import type { RunningSchedule } from './run-schedule.js';
import { ServeHttps } from './serve-https.js';
import { startControls } from './start-controls.js';
import { StateFeed } from './state-feed.js';
import type { Stops } from './stops.js';
import { takeFilesIn } from './take-files-in.js';
import { watchGlass } from './watch-glass.js';

export interface ServeOptions {
  liveConfig: LiveConfig;
  /** Of the library, and of what is on its way there. */
  dataFolder: string;
  state: State;
  /** Why the picture is not on real glass. */
  missing: readonly string[];
  plans: Plans;
  player: Player;
  /** In front of everything else on the glass. */
  frontLayer: OverlayGlass;
  playback: LibraryPlayback;
  schedule: RunningSchedule;
  library: Library;
  log: Log;
  recentLog?: RecentLog | undefined;
  /** Where the command line finds this daemon; absent: nowhere. */
  socketPath?: string | undefined;
  /** Rejects where the page cannot be opened at once; else it is tried again and again. */
  insistsOnPage: boolean;
  /** Ends this run and begins the next; absent: nothing is restored. */
  startAgain?: (() => void) | undefined;
  clock: Clock;
}

/**
 * Builds what serves people (the state, what takes files in, WebSocket, HTTP) and listens. Whatever was started is in `stops`. Rejects with
 * FramedError 'port-taken' or 'page-closed' only where it insists.
 */
export async function serve(options: ServeOptions, stops: Stops) {
  const { liveConfig, dataFolder, state, missing, plans, player, playback, schedule, library, log, clock } = options;
  const { recentLog, socketPath, startAgain, insistsOnPage } = options;
  const { current: config } = liveConfig;
  const tools = await findMediaTools();
  const store = new StateStore({ initial: state, clock, timers: systemTimers });
  stops.add(() => store.close());
  const feed = new StateFeed(store, { player, playback, library });
  // Before anybody can ask.
  feed.refreshLibrary();
  feed.refreshPlayer();
  feed.setNotice('ffmpeg-missing', noticeOfTools(tools));
  feed.setNotice('glass-missing', noticeOfGlass(missing, config.display.output));
  schedule.feed(feed);

  const { converter, ingest, reserve, resumable, housekeeping } = await takeFilesIn(
    { liveConfig, dataFolder, tools, plans, playback, library, feed, clock, log, startAgain },
    stops,
  );
  const controlling = { playback: schedule.hands, store, library, feed, log: log.child('controls') };
  stops.add(followSection(liveConfig, 'controls', (section) => startControls(section, controlling)));

  const { login } = config.access;
  const access = openAccess({
    dataFolder,
    clock,
    timers: systemTimers,
    log: log.child('access'),
    hasGlass: () => login === 'required' && store.state.panel.output !== 'virtual',
  });
  stops.add(() => access.stop());
  access.update();
  // Another glass may be taken while it runs.
  stops.add(store.subscribe(() => access.update()));

  // Whoever may only look could pair themselves by the picture of the code, and do everything.
  const hasSecret = () => access.pairing.shown !== undefined;
  const preview = new LivePreview({ source: previewOf(player), hasSecret, clock, timers: systemTimers });
  const live = new LiveSocket({ store, preview, timers: systemTimers, log: log.child('live') });
  live.start();
  stops.add(() => live.stop());

  const host = listenHost(config);
  // A port of 0 is another one once it listens.
  const listening = { host, port: config.http.port };
  const httpsDesk: HttpsDesk = {
    view: () => https.view(),
    authority: () => https.authority(),
    urlFor: (name) => https.urlFor(name),
  };
  const cacheFolder = join(dataFolder, 'cache');
  const glass = new GlassDesk({ liveConfig, player, playback, plans, ingest, library, feed, cacheFolder, log });
  stops.add(watchGlass({ desk: glass, player, missing, timers: systemTimers, clock }));
  const testPattern = new PatternDesk({
    layer: options.frontLayer,
    player,
    liveConfig,
    store,
    glass,
    timers: systemTimers,
  });
  stops.add(async () => testPattern.stop());
  const configDesk = configService(liveConfig);
  const services: HttpServices = {
    https: httpsDesk,
    diagnostics: () =>
      collectDiagnostics({
        state: () => store.state,
        config: configDesk,
        https: httpsDesk,
        logs: recentLog,
        tools,
        clock,
      }),
    access,
    pageUrls: () => pageUrls(listening, store),
    clock,
    store,
    playback: schedule.hands,
    schedule,
    afterCommand: () => feed.refreshPlayer(),
    clips: library,
    playlists: library.playlists,
    uploads: ingest,
    resumable,
    looks: new LookPreviews({ library, plans, converter }),
    live,
    config: configDesk,
    testPattern,
    ...(recentLog && { logs: recentLog }),
    ...(startAgain && {
      backups: openBackups({
        liveConfig,
        dataFolder,
        library,
        version: state.device.version,
        clock,
        log: log.child('backup'),
        startAgain,
      }),
    }),
  };
  const limits = {
    get maxBytes() {
      return uploadLimits(liveConfig.current).maxBytes;
    },
  };
  feed.setNotice('no-login', noticeOfLogin(login, host));
  const server = new HttpServer({
    services,
    log: log.child('http'),
    login: () => login,
    // Where it is everywhere, Node finds out by itself whether there is an IPv6.
    ...(host !== EVERYWHERE && { host }),
    port: config.http.port,
    names: config.http.hosts,
    pageRoot: join(packageRoot, 'dist', 'web-ui'),
    limits,
  });
  const page = new OpenPage({ server, where: { ...listening }, feed, timers: systemTimers, log: log.child('http') });
  stops.add(() => server.stop());
  stops.add(() => page.stop());
  const https = new ServeHttps({
    liveConfig,
    dataFolder,
    server,
    feed,
    clock,
    timers: systemTimers,
    log: log.child('https'),
  });
  stops.add(() => https.stop());
  const opened = (port: number) => {
    listening.port = port;
    // Not awaited: the first time, an authority is made; the page is served meanwhile.
    void https.start();
  };
  if (insistsOnPage) opened(await page.open());
  else await page.openInTime(opened);
  const { hands } = schedule;
  const rooms = { feed, hands, playback, plans, ingest, library, reserve, housekeeping, resumable, server, glass };
  stops.add(applyConfig(liveConfig, rooms));
  if (socketPath !== undefined) {
    await openLocalAccess({ services, socketPath, log: log.child('local'), limits }, stops);
  }
  return { url: hereUrl(listening), access, store, feed, ingest };
}
