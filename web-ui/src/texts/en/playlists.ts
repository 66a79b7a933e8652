import type { TextTable } from '../text-table.js';

export const playlistsTexts = {
  title: 'Playlists',
} as const satisfies TextTable;
