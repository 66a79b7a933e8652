import type { TextTable } from '../text-table.js';

export const scheduleTexts = {
  title: 'Schedule',
} as const satisfies TextTable;
