import { type Panel, visibleGeometry } from '../../display/panel.js';
import type { Config } from '../config/schema.js';
import type { State } from '../protocol/state.js';

export interface InitialStateOptions {
  config: Config;
  panel: Panel;
  output: State['panel']['output'];
  version: string;
}

/** The state before any room has told anything. */
export function initialState({ config, panel, output, version }: InitialStateOptions): State {
  return {
    device: { name: config.name, version },
    panel: panelState(panel, output),
    player: {
      paused: false,
      blank: false,
      brightness: config.display.brightness,
      loop: 'all',
      shuffle: false,
      stats: { presented: 0, dropped: 0, late: 0, underruns: 0, damaged: 0, workerRestarts: 0, fps: 0 },
    },
    clips: {},
    playlists: {},
    jobs: {},
    notices: {},
  };
}

export function panelState(panel: Panel, output: State['panel']['output']): State['panel'] {
  return { name: panel.name, ...visibleGeometry(panel), shape: panel.shape, output };
}
