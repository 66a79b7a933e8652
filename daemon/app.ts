import { join } from 'node:path';
import { stillMs } from './app/apply-config.js';
import { followChanges } from './app/follow-changes.js';
import { followConfig } from './app/follow-config.js';
import { hastenPicture } from './app/hasten-picture.js';
import { initialState } from './app/initial-state.js';
import { noticeOfCrash, noticeOfMending, noticeOfPanel } from './app/notices.js';
import { oncePresented } from './app/once-presented.js';
import { openPlayback } from './app/open-playback.js';
import type { PlayerKeep } from './app/player-keep.js';
import { prepareSchedule } from './app/run-schedule.js';
import { startPlayer } from './app/start-player.js';
import { StartingScreen } from './app/starting-screen.js';
import { Stops } from './app/stops.js';
import { usableGlass } from './app/usable-glass.js';
import { wantedPlan } from './app/wanted-frames.js';
import { type Clock, systemClock } from './clock.js';
import type { LiveConfig } from './config/live-config.js';
import type { CrashNote } from './crash/crash-note.js';
import { Plans } from './ingest/plans.js';
import { openLibrary } from './library/open-library.js';
import type { Log } from './log.js';
import { OverlayLayers } from './player/overlay-layers.js';
import type { Player } from './player/player.js';
import type { RecentLog } from './recent-log.js';

export interface AppOptions {
  liveConfig: LiveConfig;
  /** Where the library lives; created where missing. */
  dataFolder: string;
  version: string;
  log: Log;
  /** What the log wrote lately, for whoever asks; absent: nothing was kept. */
  recentLog?: RecentLog;
  /** Where the command line finds this daemon; absent: nowhere. */
  socketPath?: string;
  /** How the run before ended, where nobody had stopped it. */
  crash?: CrashNote | undefined;
  /** Ends this run and begins the next, for what cannot be done while it runs; absent: such things are not done. */
  startAgain?: () => void;
  /** Rejects where the page's port cannot be had: somebody stands by to choose another. Default: it plays, and tries again and again. */
  insistsOnPage?: boolean;
  /** Has the player of a run that failed, and gets this one's where it fails; absent: each run has its own. */
  keep?: PlayerKeep;
  /** What systemd gave the process to know; what is used is taken out of it. Default: process.env. */
  environment?: Record<string, string | undefined>;
  clock?: Clock;
}

export interface App {
  /** The control panel's address, with a slash at its end. */
  readonly url: string;
  readonly player: Player;
  /** The same as a link that signs one browser in, once; undefined where there is no login. */
  signInLink(): string | undefined;
  /**
   * Ends everything in the reverse order of its start. May be called twice.
   *
   * @param options.goesOn all but the picture, which goes into `keep`: another run follows at once.
   */
  stop(options?: { goesOn: boolean }): Promise<void>;
}

/**
 * The composition root: builds every room and joins them. The picture comes first; what serves people is loaded while it plays already.
 * Rejects with the rooms' own errors, and then nothing is left running.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const {
    liveConfig,
    dataFolder,
    version,
    log,
    recentLog,
    socketPath,
    crash,
    startAgain,
    insistsOnPage = false,
    keep,
    environment = process.env,
    clock = systemClock,
  } = options;
  const { current: config } = liveConfig;
  const stops = new Stops();
  let goesOn = false;
  try {
    const { glass, problem } = await usableGlass(config, liveConfig.path);
    if (problem) log.error(problem.message);
    const { geometry } = glass.display;
    const plans = new Plans(wantedPlan(config, geometry));

    // The workers come up while this thread opens the database.
    const starting = new StartingScreen({ glass, config, cacheFolder: join(dataFolder, 'cache'), version });
    const kept = await keep?.take(glass.display);
    const playerStarting = kept
      ? Promise.resolve({ player: kept, output: glass.display.output, missing: glass.missing })
      : startPlayer(glass, log, clock, starting.read());
    stops.add(() =>
      playerStarting.then(
        ({ player }) => (goesOn ? keep?.put(player) : player.stop()),
        () => {},
      ),
    );
    const library = await openLibrary({ root: dataFolder, clock, log: log.child('library') });
    stops.add(() => library.close());
    const { player, output, missing } = await playerStarting;
    const isPlaying = kept !== undefined;
    if (!isPlaying) player.setBrightness(config.display.brightness);

    const startSchedule = prepareSchedule({ liveConfig, library, clock, log: log.child('schedule') });
    const playback = await openPlayback({
      player,
      library,
      clock,
      geometry,
      plans,
      cacheFolder: join(dataFolder, 'cache'),
      stillMs: stillMs(config),
      log: log.child('playback'),
      isPlaying,
      configuredBrightness: config.display.brightness,
    });
    // At once: what is to be dark should not flash.
    const schedule = startSchedule(playback);
    stops.add(async () => playback.remember({ now: true }));
    stops.add(() => schedule.stop());
    if (!isPlaying) {
      logFirstFrame(player, log);
      hastenPicture(player);
    }

    const [{ serve }, { tellSystemd }, { runStatusScreens }] = await Promise.all([
      import('./app/serve.js'),
      import('./app/tell-systemd.js'),
      import('./app/run-status-screens.js'),
    ]);
    const layers = new OverlayLayers(player);
    const state = initialState({ config, panel: glass.panel, output, version });
    const { url, access, store, feed, ingest } = await serve(
      {
        liveConfig,
        dataFolder,
        state,
        missing,
        plans,
        player,
        frontLayer: layers.front,
        playback,
        schedule,
        library,
        log,
        clock,
        recentLog,
        socketPath,
        startAgain,
        insistsOnPage,
      },
      stops,
    );
    stops.add(followChanges({ player, playback, library, ingest, feed }));
    stops.add(followConfig(liveConfig, feed));
    feed.setNotice('panel-problem', noticeOfPanel(problem));
    feed.setNotice('crashed', noticeOfCrash(crash));
    feed.setNotice('library-mended', noticeOfMending(library.report));
    void starting.keep(log);
    const greets = !isPlaying;
    stops.add(runStatusScreens({ glass: layers.back, store, feed, access, liveConfig, url, clock, log, greets }));
    const told = await tellSystemd({ player, store, reload: () => liveConfig.reload(), log, environment });
    stops.add(() => told({ goesOn }));
    const signInLink = () =>
      config.access.login === 'none' ? undefined : `${url}#sign-in=${access.signInLinks.create().secret}`;
    const stop = (how = { goesOn: false }) => {
      goesOn = how.goesOn && keep !== undefined;
      return stops.run();
    };
    return { url, player, signInLink, stop };
  } catch (error) {
    await stops.run();
    throw error;
  }
}

function logFirstFrame(player: Player, log: Log): void {
  oncePresented(player, () => log.info('first frame on the glass', { ms: Math.round(performance.now()) }));
}
