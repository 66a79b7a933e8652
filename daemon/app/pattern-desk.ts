import { loadController } from '../../display/controllers/registry.js';
import type { LiveConfig } from '../config/live-config.js';
import type { StateStore } from '../control/state-store.js';
import type { Timers } from '../control/timers.js';
import type { TestPatternDesk } from '../http/services.js';
import type { OverlayGlass } from '../player/overlay-layers.js';
import type { TestPatternView } from '../protocol/test-pattern.js';
import { STANDS_MS, StandingPattern } from '../test-pattern/standing-pattern.js';
import type { GlassDesk } from './glass-desk.js';
import { panelSetup } from './panel-setup.js';
import { usableGlass } from './usable-glass.js';

export interface PatternDeskOptions {
  /** In front of everything else. */
  readonly layer: OverlayGlass;
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
    const { glass, liveConfig } = this.#options;
    await glass.settled();
    this.#pattern.show();
    const { panel } = (await usableGlass(liveConfig.current, liveConfig.path)).glass;
    return { hidesInMs: STANDS_MS, setup: panelSetup(panel, await loadController(panel.controller)) };
  }

  hide(): void {
    this.#pattern.hide();
  }

  /** May be called twice. */
  stop(): void {
    this.#stopFollowing();
    this.#pattern.hide();
  }
}
