import type { playlistEditTexts as en } from '../en/playlist-edits.js';
import type { Translation } from '../text-table.js';

export const playlistEditTexts: Translation<typeof en> = {
  gone: 'Das hat inzwischen jemand anders weggenommen.',
  merged: 'Jemand anders hat diese Liste auch geändert. Beide Änderungen gelten.',
  waiting: 'Keine Verbindung. Die Liste wird geändert, sobald es eine gibt.',
};
