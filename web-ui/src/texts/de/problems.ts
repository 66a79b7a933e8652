import type { TextTable } from '../text-table.js';

/**
 * What the daemon's errors say, by their codes; in English it says them itself. {reason} is its own sentence, where that has what somebody
 * needs: the key, the number, the file.
 */
export const problemTexts = {
  // Files that were sent, and clips.
  'conversion-deadly':
    'framed wurde bei dieser Datei mehrmals beendet und versucht es nicht wieder. Vielleicht braucht sie mehr Arbeitsspeicher, als da ist.',
  'conversion-too-long':
    'Das Umwandeln dauerte zu lange und wurde aufgegeben. Schick ein kürzeres Stück, oder erhöhe convert.max_minutes.',
  'convert-cancelled': 'Das Umwandeln wurde abgebrochen.',
  'convert-failed': 'Die Datei ließ sich nicht umwandeln. Das Protokoll in den Einstellungen sagt mehr.',
  'convert-options-invalid': 'So lässt sich der Clip nicht umwandeln: {reason}',
  'convert-range-empty': 'In diesem Stück des Clips ist kein Bild. Wähle einen früheren Anfang.',
  'convert-stalled': 'Das Umwandeln kam nicht voran und wurde abgebrochen. Ist die Datei beschädigt?',
  'ffmpeg-missing':
    'Zum Umwandeln fehlt ffmpeg. Installiere es (sudo apt-get install -y ffmpeg) und starte framed neu.',
  'ffmpeg-too-old': 'Das ffmpeg auf diesem Gerät ist zu alt: {reason}',
  'file-empty': 'Die Datei ist leer.',
  'file-missing': 'Es ist keine Datei angekommen, oder sie ist leer.',
  'file-not-plain': 'Das ist keine gewöhnliche Datei.',
  'file-too-large': 'Die Datei ist zu groß: {reason}',
  'file-unreadable': 'Die Datei lässt sich nicht lesen. Schick sie noch einmal.',
  'ingest-stopped': 'framed wird gerade beendet. Schick die Datei noch einmal, wenn es wieder da ist.',
  'job-not-found': 'Das ist schon vorbei.',
  'look-invalid': 'So kann der Clip nicht aussehen: {reason}',
  'media-no-picture': 'In der Datei ist kein Bild. Schick ein Video, eine Animation oder ein Foto.',
  'media-too-large': 'Das Bild in der Datei ist zu groß. Schick eine kleinere Fassung.',
  'media-unreadable': 'Die Datei lässt sich nicht lesen. Ist sie beschädigt oder abgeschnitten?',
  'media-unsupported': 'Diese Art von Datei geht hier nicht: {reason}',
  'too-many-files': 'Das sind zu viele Dateien auf einmal.',
  'uploads-full': 'Es sind schon so viele Dateien unterwegs, wie Platz haben. Warte, bis eine angekommen ist.',
  'upload-aborted': 'Die Verbindung brach ab, bevor die Datei ganz da war. Schick sie noch einmal.',
  'upload-busy': 'Diese Datei kommt gerade schon auf einem anderen Weg an. Versuche es gleich noch einmal.',
  'upload-cancelled': 'Das Schicken wurde abgebrochen.',
  'upload-expired': 'Von dieser Datei kam zu lange nichts mehr. Schick sie noch einmal.',
  'upload-given-up': 'framed ist bei dieser Datei mehrmals abgestürzt und hat sie aufgegeben.',
  'upload-gone': 'Das Schicken wurde abgebrochen oder aufgegeben.',
  'upload-incomplete': 'Die Datei kam nicht ganz an. Schick sie noch einmal.',
  'upload-interrupted':
    'Die Datei ist angekommen und wird von selbst abgelegt, sobald sich der Speicher wieder schreiben lässt.',
  'upload-not-found': 'Dieses Schicken gibt es nicht mehr. Schick die Datei noch einmal.',
  'upload-not-stored':
    'Die Datei ließ sich nicht ablegen: Der Speicher fehlt, lässt sich nicht schreiben oder meldet Fehler.',
  'upload-stepped-aside': 'Von dieser Datei kam lange nichts, und ihr Platz wurde gebraucht. Schick sie noch einmal.',
  // The library and its disk.
  'disk-full': 'Der Speicher ist voll. Lösche Clips, dann geht es weiter.',
  'library-bad-id': 'Das gibt es hier nicht.',
  'library-bad-name': 'Ein Clip braucht einen Namen mit mindestens einem sichtbaren Zeichen.',
  'library-closed': 'framed wird gerade beendet. Versuche es noch einmal, wenn es wieder da ist.',
  'library-damaged': 'Die Datenbank ist beschädigt.',
  'library-failed': 'Die Bibliothek hat das nicht geschafft. Das Protokoll in den Einstellungen sagt mehr.',
  'library-file-too-long': 'Die Datei ist länger, als es der Speicher erlaubt, auf dem die Bibliothek liegt.',
  'library-foreign': 'Diese Datenbank hat kein framed geschrieben.',
  'library-io': 'Der Speicher hat nicht behalten, was geschrieben wurde. Prüfe die SD-Karte.',
  'library-newer': 'Das hat ein neueres framed geschrieben. Bring dieses auf den neuen Stand.',
  'library-not-writable': 'Die Bibliothek lässt sich nicht schreiben.',
  'library-too-many-tags': 'Ein Clip hat höchstens 20 Schlagwörter.',
  'playlist-changed': 'Die Liste hat inzwischen jemand geändert. Sieh sie dir an und versuche es noch einmal.',
  'playlist-empty': 'In dieser Liste ist nichts, das sich abspielen ließe.',
  // Backups.
  'backup-config-invalid': 'Die Konfiguration in der Sicherung ist nicht zu gebrauchen.',
  'backup-damaged': 'Die Sicherung ist beschädigt: Darin ist etwas anders, als es gesichert wurde.',
  'backup-incomplete': 'Die Sicherung ist nicht vollständig. Lade sie noch einmal herunter.',
  'backup-malformed': 'Das ist keine Sicherung von framed.',
  'backup-newer': 'Die Sicherung hat ein neueres framed gemacht. Bring dieses auf den neuen Stand.',
  'nothing-to-undo': 'Da ist nichts, was zurückgenommen werden könnte.',
  'restore-busy': 'Es wird schon etwas wiederhergestellt. Versuche es, wenn das fertig ist.',
  'restore-interrupted':
    'Der Speicher hat im letzten Schritt versagt. Das Wiederherstellen geht von selbst zu Ende, sobald er sich wieder schreiben lässt.',
  // The configuration and the schedule.
  'config-change-invalid': 'Das nimmt die Konfiguration nicht an: {reason}',
  'config-invalid': 'In der Konfigurationsdatei ist ein Fehler. Richte ihn zuerst: {reason}',
  'config-missing': 'Die Konfigurationsdatei ist nicht mehr da.',
  'config-not-editable':
    'So, wie die Konfigurationsdatei geschrieben ist, lässt sie sich von hier nicht ändern: {reason}',
  'config-not-utf8': 'Die Konfigurationsdatei ist nicht in UTF-8 geschrieben.',
  'config-not-writable': 'framed darf die Konfigurationsdatei nicht schreiben.',
  'config-revision': 'Die Konfigurationsdatei wurde inzwischen geändert. Versuche es noch einmal.',
  'config-too-large': 'Die Konfigurationsdatei ist zu groß.',
  'config-unreadable': 'Die Konfigurationsdatei lässt sich nicht lesen.',
  'local-only': 'Das lässt sich nur auf dem Gerät selbst ändern.',
  'schedule-day-invalid': 'Diesen Tag gibt es nicht.',
  // The panel.
  'pattern-not-shown':
    'Das Testbild kam fünf Sekunden lang nicht auf dem Display an. Sieh nach den Kabeln und versuche es noch einmal; das Protokoll sagt vielleicht mehr.',
  // Who may come in.
  'access-not-writable': 'Wer hereindarf, lässt sich nicht aufschreiben: Der Speicher lässt sich nicht schreiben.',
  'device-not-found': 'Dieses Gerät gibt es nicht mehr; vielleicht hat es jemand ausgesperrt.',
  'guest-link-not-found': 'Diesen Link gibt es nicht mehr.',
  'link-expired': 'Der Link ist abgelaufen oder schon benutzt. Bitte um einen neuen.',
  'pairing-closed': 'Der Code ist abgelaufen. Gib den ein, der jetzt auf dem Display steht.',
  'token-not-found': 'Dieses Token gibt es nicht mehr.',
  'too-many-clients': 'Zu viele Browser sind verbunden. Schließe einen und versuche es noch einmal.',
  'too-many-grants': 'Mehr davon sind nicht möglich. Sperre aus, was nicht mehr gebraucht wird.',
  internal: 'framed hat einen Fehler gemacht. Das Protokoll in den Einstellungen sagt mehr.',
} as const satisfies TextTable;
