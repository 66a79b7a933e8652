import type { TextTable } from '../text-table.js';

export const settingsTexts = {
  title: 'Settings',
} as const satisfies TextTable;
