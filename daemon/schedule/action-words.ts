import type { ScheduledAction } from '../protocol/schedule.js';
import { type Reading, refused, understood } from './reading.js';

/** Half a day: whoever fades longer means something else. */
const MAX_FADE_SECONDS = 12 * 60 * 60;

const ACCEPTED =
  'play PLAYLIST, play (the whole library), display on, display off, brightness N, brightness N fade SECONDS, next, or reload';

/** Reads what an entry is to do: "play Morning", "display off", "brightness 30 fade 60". */
export function readAction(text: string): Reading<ScheduledAction> {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  const verb = word.toLowerCase();
  const words = rest.join(' ');
  switch (verb) {
    case 'play':
      return understood(words === '' ? { type: 'play' } : { type: 'play', playlist: words });
    case 'display':
      if (words !== 'on' && words !== 'off') return refused('the display goes on or off: display off');
      return understood({ type: 'display', on: words === 'on' });
    case 'brightness':
      return readBrightness(words);
    case 'next':
    case 'reload':
      return words === '' ? understood({ type: verb }) : refused(`${verb} stands alone`);
    default:
      return refused(`it must be ${ACCEPTED}`);
  }
}

function readBrightness(words: string): Reading<ScheduledAction> {
  const [, percent, fade = '0'] = /^(\d+(?:\.\d+)?)%?(?: fade (\d+(?:\.\d+)?)s?)?$/.exec(words) ?? [];
  if (percent === undefined || Number(percent) > 100) {
    return refused('brightness takes 0 to 100, and a fade in seconds if one is wanted: brightness 30 fade 60');
  }
  if (Number(fade) > MAX_FADE_SECONDS) return refused(`a fade takes ${MAX_FADE_SECONDS} seconds at most`);
  return understood({ type: 'brightness', percent: Number(percent), fadeMs: Number(fade) * 1000 });
}
