import type { clipsTexts as english } from '../en/clips.js';
import type { Translation } from '../text-table.js';

export const clipsTexts: Translation<typeof english> = {
  title: 'Clips',
};
