import type { scheduleTexts as english } from '../en/schedule.js';
import type { Translation } from '../text-table.js';

export const scheduleTexts: Translation<typeof english> = {
  title: 'Zeitplan',
};
