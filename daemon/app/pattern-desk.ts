import { loadController } from '../../display/controllers/registry.js';
import type { LiveConfig } from '../config/live-config.js';
import type { StateStore } from '../control/state-store.js';
import type { Timers } from '../control/timers.js';
import { FramedError } from '../errors.js';
import type { TestPatternDesk } from '../http/services.js';
import type { OverlayGlass } from '../player/overlay-layers.js';
import type { Player } from '../player/player.js';
import type { TestPatternView } from '../protocol/test-pattern.js';
import { STANDS_MS, StandingPattern } from '../test-pattern/standing-pattern.js';
import type { GlassDesk } from './glass-desk.js';
import { panelSetup } from './panel-setup.js';
import { usableGlass } from './usable-glass.js';

/** A panel takes half a second for a whole picture at most (480x320 at 5 MHz); a thread that died is started again within a second or two. */
export const SEEN_WITHIN_MS = 5000;

export interface PatternDeskOptions {
  /** In front of everything else. */
  readonly layer: OverlayGlass;
  readonly player: Pick<Player, 'onPresented' | 'showsOverlay' | 'screen'>;
  readonly liveConfig: Pick<LiveConfig, 'current' | 'path'>;
  readonly store: Pick<StateStore, 'state' | 'subscribe'>;
  readonly glass: Pick<GlassDesk, 'settled'>;
  readonly timers: Timers;
}

/** The test pattern for whoever sets the panel up from the page: it follows the glass while that changes. */
export class PatternDesk implements TestPatternDesk {
  readonly #options: PatternDeskOptions;
  readonly #pattern: StandingPattern;
  readonly #stopFollowing: () => void;

  constructor(options: PatternDeskOptions) {
    const { layer, store, timers } = options;
    this.#options = options;
    const shape = () => {
      const { width, height, shape } = store.state.panel;
      return { geometry: { width, height }, shape };
    };
    this.#pattern = new StandingPattern({ glass: layer, shape, timers });
    this.#stopFollowing = store.subscribe(() => this.#pattern.refresh());
  }

  async show(): Promise<TestPatternView> {
    const { glass, liveConfig, player } = this.#options;
    await glass.settled();
    this.#pattern.show();
    if (!(await this.#isSeen())) {
      throw new FramedError(
        'pattern-not-shown',
        `The test pattern did not reach the panel within ${SEEN_WITHIN_MS / 1000} seconds. Look at its cables, and try again; the log may say more.`,
      );
    }
    const { panel } = (await usableGlass(liveConfig.current, liveConfig.path)).glass;
    return {
      hidesInMs: STANDS_MS,
      sequence: player.screen.published,
      setup: panelSetup(panel, await loadController(panel.controller)),
    };
  }

  hide(): void {
    this.#pattern.hide();
  }

  /** Resolves with true as soon as it is on the glass, with false where it does not come. */
  #isSeen(): Promise<boolean> {
    const { player, timers } = this.#options;
    return new Promise((resolve) => {
      const end = (isSeen: boolean) => {
        giveUp();
        stopListening();
        resolve(isSeen);
      };
      const look = () => player.showsOverlay && end(true);
      const giveUp = timers.after(SEEN_WITHIN_MS, () => end(false));
      const stopListening = player.onPresented(look);
      // It may have been there before anybody listened.
      look();
    });
  }

  /** May be called twice. */
  stop(): void {
    this.#stopFollowing();
    this.#pattern.hide();
  }
}
