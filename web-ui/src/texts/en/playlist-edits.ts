import type { TextTable } from '../text-table.js';

/** What is said while a playlist is changed, on whichever view. */
export const playlistEditTexts = {
  gone: 'Somebody else has taken that away meanwhile.',
  merged: 'Somebody else has changed this playlist, too. Both changes hold.',
  waiting: 'No connection. The playlist is changed as soon as there is one.',
} as const satisfies TextTable;
