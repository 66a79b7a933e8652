import type { Ingest } from '../ingest/ingest.js';
import type { Library } from '../library/library.js';
import type { LibraryPlayback } from '../playback/playback.js';
import type { Player } from '../player/player.js';
import { noticeOfSkipped } from './notices.js';
import type { StateFeed } from './state-feed.js';

/** How often position and figures are refreshed; the page counts on between two. */
const REFRESH_MS = 1000;

export interface Rooms {
  player: Player;
  playback: LibraryPlayback;
  library: Library;
  ingest: Ingest;
  feed: StateFeed;
}

/** Joins the rooms: what happens in one is told to those that must know. Returns what parts them again. */
export function followChanges({ player, playback, library, ingest, feed }: Rooms): () => void {
  const tellLibrary = () => {
    feed.refreshLibrary();
    feed.refreshPlayer();
    ingest.renderMissing(library.clips().map(({ id }) => id));
  };
  const libraryChanged = () => {
    playback.libraryChanged();
    tellLibrary();
  };
  const entryShows = (key: string) => {
    feed.setNotice(`skipped:${key}`, undefined);
    feed.refreshPlayer();
    playback.entryShown();
  };
  const entrySkipped = ({ key, error }: { key: string; error: { code: string; message: string } }) => {
    feed.setNotice(`skipped:${key}`, noticeOfSkipped(playback.entryOf(key)?.name ?? key, error));
  };

  player.on('entry', entryShows);
  player.on('skipped', entrySkipped);
  const stopListening = library.on('change', libraryChanged);
  const stopLooking = library.on('look', (clipId) => ingest.lookChanged(clipId));
  const refresh = setInterval(() => feed.refreshPlayer(), REFRESH_MS).unref();
  tellLibrary();
  return () => {
    clearInterval(refresh);
    stopListening();
    stopLooking();
    player.off('entry', entryShows);
    player.off('skipped', entrySkipped);
  };
}
