import type { Config } from '../config/schema.js';
import { type Playback, runCommand } from '../control/commands.js';
import type { StateStore } from '../control/state-store.js';
import { systemTimers } from '../control/timers.js';
import { Controls } from '../controls/controls.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import type { StateFeed } from './state-feed.js';

export interface StartControlsOptions {
  readonly playback: Playback;
  readonly store: Pick<StateStore, 'state'>;
  readonly library: Pick<Library, 'playlists'>;
  readonly feed: Pick<StateFeed, 'refreshPlayer' | 'setNotice'>;
  readonly log: Log;
}

/** Buttons and encoders, where there are any in the configuration. Returns what ends it. */
export function startControls(section: Config['controls'], options: StartControlsOptions): () => Promise<void> {
  const { playback, store, library, feed, log } = options;
  feed.setNotice('controls', undefined);
  if (section.buttons.length + section.encoders.length === 0) return async () => {};
  const controls = new Controls({
    config: section,
    target: {
      player: () => store.state.player,
      playlists: () => library.playlists.list(),
      run: (command) => {
        runCommand(command, playback);
        feed.refreshPlayer();
      },
    },
    timers: systemTimers,
    log,
    onProblem: (message) =>
      feed.setNotice('controls', message === undefined ? undefined : { level: 'warning', message }),
  });
  controls.start();
  return () => controls.stop();
}
