import type { TextTable } from '../text-table.js';

export const clipsTexts = {
  title: 'Clips',
} as const satisfies TextTable;
