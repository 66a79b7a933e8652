import type { Playlist } from './playlist.js';

/** The playlist of that id, else of that name, else of that name in other capitals; undefined where there is none. */
export function findPlaylist<P extends Pick<Playlist, 'id' | 'name'>>(
  playlists: readonly P[],
  word: string,
): P | undefined {
  const wanted = word.trim().toLowerCase();
  return (
    playlists.find(({ id }) => id === word) ??
    playlists.find(({ name }) => name === word) ??
    playlists.find(({ name }) => name.trim().toLowerCase() === wanted)
  );
}
