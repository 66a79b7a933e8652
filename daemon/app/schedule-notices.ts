import { nearestKey } from '../config/nearest-key.js';
import { findPlaylist } from '../protocol/find-playlist.js';
import { notice, say } from '../protocol/notice-sentences.js';
import type { Playlist } from '../protocol/playlist.js';
import type { ClockTrust } from '../protocol/schedule.js';
import type { Notice, NoticeSentence } from '../protocol/state.js';
import type { ScheduleEntry } from '../schedule/entry.js';

/** Undefined where the clock is believed, or nothing depends on it. */
export function noticeOfClock(trust: ClockTrust, entries: readonly ScheduleEntry[]): Notice | undefined {
  if (trust.trusted || entries.every(({ enabled }) => !enabled)) return undefined;
  return notice('warning', say(trust.because === 'too-early' ? 'clock-too-early' : 'clock-not-in-step'));
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
  return notice('warning', ...missing.map((word) => sentenceOf(word, playlists)));
}

function sentenceOf(name: string, playlists: readonly Playlist[]): NoticeSentence {
  const names = playlists.map((playlist) => playlist.name);
  const nearest = nearestKey(name, names);
  if (nearest !== undefined) return say('playlist-meant', { name, nearest });
  if (names.length === 0) return say('playlist-none', { name });
  const others = names.map((other) => `"${other}"`).join(', ');
  return say(names.length === 1 ? 'playlist-one' : 'playlist-others', { name, others });
}
