import type { sendingTexts as en } from '../en/sending.js';
import type { Translation } from '../text-table.js';

export const sendingTexts: Translation<typeof en> = {
  'left-seconds': 'noch etwa {seconds} s',
  'left-minutes': 'noch etwa {minutes} min',
  receiving: 'Wird empfangen',
  'receiving-and-converting': 'Wird empfangen und umgewandelt',
  waiting: 'Wartet, bis es an der Reihe ist',
  converting: 'Wird umgewandelt',
  finishing: 'Wird abgeschlossen',
  ready: 'Fertig',
  failed: 'Fehlgeschlagen',
  cancelled: 'Abgebrochen',
  known: 'Das ist schon in der Bibliothek.',
  stopped: 'Angehalten. Wähle die Datei noch einmal, dann geht es weiter.',
  frames: { one: '{count} Bild', other: '{count} Bilder' },
  unreadable: 'Die Datei lässt sich nicht mehr lesen. Wähle sie noch einmal.',
  'not-loaded':
    'Diese Seite konnte nicht laden, was sie zum Schicken braucht. Lade sie neu und wähle die Datei noch einmal.',
  'not-sent': 'Die Datei konnte nicht gesendet werden.',
  cancelling: 'Wird abgebrochen…',
  amount: '{sent} von {total}',
  'waiting-to-be-sent': 'Wartet auf das Senden',
  paused: 'Pausiert',
  broken: 'Die Verbindung ist unterbrochen; neuer Versuch…',
  received: 'Empfangen',
};
