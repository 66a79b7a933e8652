import type { signInTexts as english } from '../en/sign-in.js';
import type { Translation } from '../text-table.js';

export const signInTexts: Translation<typeof english> = {
  title: 'Dieses Gerät koppeln',
  text: 'Gib die sechs Ziffern ein, die auf dem Display stehen.',
  code: 'Code auf dem Display, sechs Ziffern',
  name: 'Name dieses Geräts',
  'name-hint': 'Damit du es in den Einstellungen wiederfindest; dort kann es abgemeldet werden.',
  pair: 'Koppeln',
  busy: 'Koppeln…',
  done: 'Gekoppelt. Dieses Gerät bleibt angemeldet.',
  wait: 'Zu viele Versuche. Weiter in {time}.',
  'closed-title': 'Nicht angemeldet',
  'closed-paired':
    'Öffne auf einem gekoppelten Gerät Einstellungen, dann Leute und Geräte, und lass einen Code zeigen. Hier geht es dann von selbst weiter.',
  'closed-unpaired': 'Noch ist kein Gerät gekoppelt, und es gibt kein Display, das einen Code zeigen könnte.',
  'closed-machine': 'Oder lass auf dem Rechner, auf dem framed läuft, einen Link machen:',
  'error-pairing-closed': 'Der Code ist abgelaufen. Gib den ein, der jetzt auf dem Display steht.',
  'error-link-expired': 'Der Link ist abgelaufen oder schon benutzt. Bitte um einen neuen.',
};
