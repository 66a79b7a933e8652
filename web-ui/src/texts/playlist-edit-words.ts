import { playlistEditTexts as de } from './de/playlist-edits.js';
import { playlistEditTexts as en } from './en/playlist-edits.js';
import { language } from './texts.js';

// Both languages: they are three sentences, and come with the code that says them.
const TABLES = { en, de } as const;

/** A text on the change of a playlist. */
export function sayOfEdit(key: keyof typeof en): string {
  return TABLES[language()][key];
}
