import type { nowTexts as english } from '../en/now.js';
import type { Translation } from '../text-table.js';

export const nowTexts: Translation<typeof english> = {
  panel: 'Bild des Displays, live',
  'panel-dark': 'Das Display ist dunkel',
  nothing: 'Es läuft nichts',
  position: 'Position',
  'position-of': '{position} von {duration}',
  playback: 'Wiedergabe',
  play: 'Abspielen',
  pause: 'Pause',
  next: 'Weiter',
  previous: 'Zurück',
  brightness: 'Helligkeit',
  percent: '{percent} Prozent',
  notices: 'Hinweise',
};
