import type { Geometry } from '../../display/display.js';
import type { Clock } from '../clock.js';
import { demoClip } from '../demo/demo-clip.js';
import { toPlainError } from '../errors.js';
import type { Plans } from '../ingest/plans.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import { LibraryPlayback } from '../playback/playback.js';
import { ResumePoint } from '../playback/resume-point.js';
import type { Player } from '../player/player.js';

export interface OpenPlaybackOptions {
  player: Player;
  library: Library;
  clock: Clock;
  geometry: Geometry;
  plans: Plans;
  /** Takes the demo where it has to be drawn for this panel first. */
  cacheFolder: string;
  stillMs: number;
  log: Log;
  /** The player plays already. */
  isPlaying: boolean;
  configuredBrightness: number;
}

const NOTE_KEY = 'playback';

/** Gives the player what the library holds, from where it was when it stopped. */
export async function openPlayback(options: OpenPlaybackOptions): Promise<LibraryPlayback> {
  const { player, library, clock, geometry, plans, cacheFolder, stillMs, configuredBrightness, log, isPlaying } =
    options;
  const playback = new LibraryPlayback({
    player,
    clock,
    stillMs,
    configuredBrightness,
    demo: await demoClip(geometry, cacheFolder),
    source: {
      clips: () => library.clips(),
      playlist: (id) => library.playlists.get(id),
      framesOf: ({ id, look }) => library.shownFrames(id, plans.wantedFor(look)),
    },
    note: {
      read: () => library.memory.get(NOTE_KEY, ResumePoint),
      write: (point) => {
        try {
          library.memory.set(NOTE_KEY, point);
        } catch (error) {
          // The disk is full, or gone: it plays all the same, and begins elsewhere after a restart.
          log.warn('what plays is not written down', { reason: toPlainError(error).message });
        }
      },
    },
  });
  playback.start({ isPlaying });
  return playback;
}
