import { isDeepStrictEqual } from 'node:util';
import type { LiveConfig } from '../config/live-config.js';
import type { Config } from '../config/schema.js';
import { demoClip } from '../demo/demo-clip.js';
import { toPlainError } from '../errors.js';
import type { ChosenGlass } from '../glass/choose-glass.js';
import type { Ingest } from '../ingest/ingest.js';
import type { Plans } from '../ingest/plans.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import type { LibraryPlayback } from '../playback/playback.js';
import type { Player } from '../player/player.js';
import { panelState } from './initial-state.js';
import { noticeOfGlass, noticeOfPanel } from './notices.js';
import type { StateFeed } from './state-feed.js';
import { usableGlass } from './usable-glass.js';
import { wantedPlan } from './wanted-frames.js';

export interface GlassDeskOptions {
  liveConfig: LiveConfig;
  player: Player;
  playback: LibraryPlayback;
  plans: Plans;
  ingest: Pick<Ingest, 'renderMissing'>;
  library: Pick<Library, 'clips'>;
  feed: StateFeed;
  /** Takes the demo where it has to be drawn for a panel first. */
  cacheFolder: string;
  log: Log;
}

/** Moves the picture to other glass while framed runs: another panel, rotation, output, bus or backlight. */
export class GlassDesk {
  readonly #options: GlassDeskOptions;
  #display: ChosenGlass['display'];
  #moving: Promise<void> = Promise.resolve();

  /** @param display where the picture is. */
  constructor(options: GlassDeskOptions, display: ChosenGlass['display']) {
    this.#options = options;
    this.#display = display;
  }

  /** Moves to the glass that a configuration asks for. Never rejects; resolves when the picture is there. */
  move(config: Config): Promise<void> {
    this.#moving = this.#moving
      .then(() => this.#move(config))
      .catch((error) => {
        this.#options.log.error('the picture stays where it is', { reason: toPlainError(error).message });
      });
    return this.#moving;
  }

  /** Resolves when nothing moves any more. */
  settled(): Promise<void> {
    return this.#moving;
  }

  async #move(config: Config): Promise<void> {
    const { liveConfig, feed, cacheFolder, log } = this.#options;
    const { glass, problem } = await usableGlass(config, liveConfig.path);
    feed.setNotice('panel-problem', noticeOfPanel(problem));
    if (problem !== undefined) throw problem;
    const isSame = isDeepStrictEqual(glass.display, this.#display);
    const demo = await demoClip(glass.display.geometry, cacheFolder);
    const [output, missing] = isSame ? [glass.display.output, glass.missing] : await this.#open(config, glass, demo);
    this.#display = glass.display;
    feed.setPanel(panelState(glass.panel, output));
    feed.setNotice('glass-missing', noticeOfGlass(missing, config.display.output));
    feed.refreshPlayer();
    log.info('glass', { panel: glass.panel.name, rotation: glass.panel.rotation, output });
  }

  /** @returns what the picture is on then, and why that is not what was asked for. */
  async #open(config: Config, { display, missing }: ChosenGlass, demo: string): Promise<[string, readonly string[]]> {
    const { player, playback, plans, ingest, library, log } = this.#options;
    const resize = () => {
      plans.setDefaults(wantedPlan(config, display.geometry));
      playback.change({ demo });
      ingest.renderMissing(library.clips().map(({ id }) => id));
    };
    try {
      await player.reopen(display, resize);
      return [display.output, missing];
    } catch (thrown) {
      if (display.output === 'virtual') throw thrown;
      const { code, message } = toPlainError(thrown);
      log.error('the display cannot be opened; playing on the virtual panel', {
        output: display.output,
        code,
        message,
      });
      await player.reopen({ output: 'virtual', geometry: display.geometry }, resize);
      return ['virtual', [message]];
    }
  }
}
