import type { TextTable } from '../text-table.js';

export const nowTexts = {
  panel: 'Live picture of the panel',
  'panel-dark': 'The panel is dark',
  nothing: 'Nothing is playing',
  position: 'Position',
  'position-of': '{position} of {duration}',
  playback: 'Playback',
  play: 'Play',
  pause: 'Pause',
  next: 'Next',
  previous: 'Previous',
  brightness: 'Brightness',
  percent: '{percent} percent',
  notices: 'Notices',
} as const satisfies TextTable;
