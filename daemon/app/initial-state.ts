import { type Panel, visibleGeometry } from '../../display/panel.js';
import type { Config } from '../config/schema.js';
import type { State } from '../protocol/state.js';

/** The state before any room has told anything. */
export function initialState({ config, panel, version }: { config: Config; panel: Panel; version: string }): State {
  return {
    device: { name: config.name, version },
    panel: { name: panel.name, ...visibleGeometry(panel), shape: panel.shape, output: 'virtual' },
    player: {
      paused: false,
      blank: false,
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
