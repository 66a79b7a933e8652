import type { settingsTexts as english } from '../en/settings.js';
import type { Translation } from '../text-table.js';

export const settingsTexts: Translation<typeof english> = {
  title: 'Einstellungen',
};
