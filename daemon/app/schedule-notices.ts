import { nearestKey } from '../config/nearest-key.js';
import { findPlaylist } from '../protocol/find-playlist.js';
import type { Playlist } from '../protocol/playlist.js';
import type { ClockTrust } from '../protocol/schedule.js';
import type { Notice } from '../protocol/state.js';
import type { ScheduleEntry } from '../schedule/entry.js';

const WAITS = 'the schedule waits until NTP or a real-time clock vouches for it.';

/** Undefined where the clock is believed, or nothing depends on it. */
export function noticeOfClock(trust: ClockTrust, entries: readonly ScheduleEntry[]): Notice | undefined {
  if (trust.trusted || entries.every(({ enabled }) => !enabled)) return undefined;
  const why =
    trust.because === 'too-early'
      ? 'The clock reads a time before framed was there'
      : 'Nothing has set the clock since this machine started';
  return {
    level: 'warning',
    message: `${why}: ${WAITS} It has no network, or keeps its time otherwise? Set it, and trust_clock: always in the configuration.`,
  };
}

/** Undefined where every playlist that the schedule names is there. */
export function noticeOfPlaylists(
  entries: readonly ScheduleEntry[],
  playlists: readonly Playlist[],
): Notice | undefined {
  const wanted = entries.flatMap(({ action, enabled }) =>
    enabled && action.type === 'play' && action.playlist !== undefined ? [action.playlist] : [],
  );
  const missing = [...new Set(wanted)].filter((word) => findPlaylist(playlists, word) === undefined);
  if (missing.length === 0) return undefined;
  return { level: 'warning', message: missing.map((word) => sentenceOf(word, playlists)).join('\n') };
}

function sentenceOf(word: string, playlists: readonly Playlist[]): string {
  const names = playlists.map(({ name }) => name);
  const nearest = nearestKey(word, names);
  const said = `The schedule wants to play "${word}", which is no playlist`;
  if (nearest !== undefined) return `${said}: did you mean "${nearest}"?`;
  if (names.length === 0) return `${said}: there is none yet.`;
  return `${said}: there ${names.length === 1 ? 'is' : 'are'} ${names.map((name) => `"${name}"`).join(', ')}.`;
}
