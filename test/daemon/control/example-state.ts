import type { State } from '../../../daemon/protocol/state.js';

/** A valid state with nothing in the library. */
export const EXAMPLE_STATE: State = {
  device: { name: 'framed', version: '0.0.0' },
  panel: { name: 'test', width: 4, height: 2, shape: 'rectangle', output: 'virtual' },
  player: {
    paused: false,
    blank: false,
    brightness: 100,
    loop: 'all',
    shuffle: false,
    stats: { presented: 0, dropped: 0, late: 0, underruns: 0, damaged: 0, workerRestarts: 0, fps: 0 },
  },
  clips: {},
  playlists: {},
  jobs: {},
  notices: {},
};

/** The example state with its player paused or not: the smallest change there is. */
export function withPaused(state: State, paused: boolean): State {
  return { ...state, player: { ...state.player, paused } };
}
