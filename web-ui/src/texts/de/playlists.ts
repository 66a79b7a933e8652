import type { playlistsTexts as english } from '../en/playlists.js';
import type { Translation } from '../text-table.js';

export const playlistsTexts: Translation<typeof english> = {
  title: 'Listen',
};
