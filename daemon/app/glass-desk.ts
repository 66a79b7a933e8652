import { EventEmitter } from 'node:events';
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
  liveConfig: Pick<LiveConfig, 'current' | 'path'>;
  player: Player;
  playback: Pick<LibraryPlayback, 'change'>;
  plans: Pick<Plans, 'setDefaults'>;
  ingest: Pick<Ingest, 'renderMissing'>;
  library: Pick<Library, 'clips'>;
  feed: Pick<StateFeed, 'setPanel' | 'setOutput' | 'setNotice' | 'refreshPlayer'>;
  /** Takes the demo where it has to be drawn for a panel first. */
  cacheFolder: string;
  log: Log;
  /** Folder that stands for "/". Default: "/". */
  systemRoot?: string;
}

export interface GlassDeskEvents {
  /** The picture is where it is to stay for now. `missing`: why that is not real glass; empty where it is, or none is wanted. */
  moved: [missing: readonly string[]];
}

/** Moves the picture to other glass while framed runs: another panel, rotation, output, bus or backlight; or glass that was missing. */
export class GlassDesk extends EventEmitter<GlassDeskEvents> {
  readonly #options: GlassDeskOptions;
  #moving: Promise<void> = Promise.resolve();
  /** Why it is not where it should be, as it was logged last. */
  #told = '';
  #hadGlass: boolean;

  constructor(options: GlassDeskOptions) {
    super();
    this.#options = options;
    this.#hadGlass = options.player.display.output !== 'virtual';
  }

  /** Moves to the glass that a configuration asks for. Never rejects; resolves when the picture is there. */
  move(config: Config): Promise<void> {
    return this.#inTurn(() => this.#move(config));
  }

  /** Looks anew which glass there is, and moves where that is another. Never rejects. */
  look(): Promise<void> {
    return this.move(this.#options.liveConfig.current);
  }

  /** Moves to the virtual panel, for glass that is there and takes no frames. Never rejects. */
  leave(reason: string): Promise<void> {
    return this.#inTurn(async () => {
      const { player, feed } = this.#options;
      const { output, geometry } = player.display;
      if (output === 'virtual') return;
      this.#tell(reason, output);
      await player.reopen({ output: 'virtual', geometry });
      feed.setOutput('virtual');
      this.#settle('virtual', [reason]);
    });
  }

  /** Resolves when nothing moves any more. */
  settled(): Promise<void> {
    return this.#moving;
  }

  async #move(config: Config): Promise<void> {
    const { liveConfig, player, feed, cacheFolder, log, systemRoot } = this.#options;
    const { glass, problem } = await usableGlass(config, liveConfig.path, systemRoot);
    feed.setNotice('panel-problem', noticeOfPanel(problem));
    if (problem !== undefined) throw problem;
    const { display, panel } = glass;
    if (isDeepStrictEqual(display, player.display)) {
      feed.setPanel(panelState(panel, display.output));
      this.#settle(display.output, glass.missing);
      return;
    }
    const demo = await demoClip(display.geometry, cacheFolder);
    const [output, missing] = await this.#open(config, glass, demo);
    feed.setPanel(panelState(panel, output));
    this.#settle(output, missing);
    log.info('glass', { panel: panel.name, rotation: panel.rotation, output });
  }

  #settle(output: string, missing: readonly string[]): void {
    const { liveConfig, feed } = this.#options;
    if (output !== 'virtual') [this.#hadGlass, this.#told] = [true, ''];
    // Who has seen a picture on glass wants to know where it went.
    const wanted = liveConfig.current.display.output;
    feed.setNotice('glass-missing', noticeOfGlass(missing, wanted === 'auto' && this.#hadGlass ? 'glass' : wanted));
    feed.refreshPlayer();
    this.emit('moved', missing);
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#moving = this.#moving.then(act).catch((error) => {
      this.#options.log.error('the picture stays where it is', { reason: toPlainError(error).message });
    });
    return this.#moving;
  }

  /** Once: it is tried again and again. */
  #tell(reason: string, output: string): void {
    if (reason === this.#told) return;
    this.#told = reason;
    this.#options.log.error('the display cannot be used; playing on the virtual panel', { output, reason });
  }

  /** @returns what the picture is on then, and why that is not what was asked for. */
  async #open(config: Config, { display, missing }: ChosenGlass, demo: string): Promise<[string, readonly string[]]> {
    const { player, playback, plans, ingest, library } = this.#options;
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
      const { message } = toPlainError(thrown);
      this.#tell(message, display.output);
      await player.reopen({ output: 'virtual', geometry: display.geometry }, resize);
      return ['virtual', [message]];
    }
  }
}
