import type { View, ViewProps } from '../../app/view.js';
import { PlaylistPage } from './playlist-page.js';
import { PlaylistShelf } from './playlist-shelf.js';
import './playlists.css';

export const playlistsView: View = { Body: Playlists };

function Playlists({ path: [id] }: ViewProps) {
  return id === undefined ? <PlaylistShelf /> : <PlaylistPage key={id} id={id} />;
}
