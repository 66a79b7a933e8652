import type { NoticeName } from '../../../../daemon/protocol/notice-sentences.js';

/** What the daemon's notices say; in English it says them itself. Commands and keys are as they are typed. */
export const noticeTexts: Readonly<Record<NoticeName, string>> = {
  'ffmpeg-missing':
    'ffmpeg ist nicht installiert, darum lässt sich nichts Neues umwandeln. Installiere es (sudo apt-get install -y ffmpeg) und starte framed neu.',
  'glass-wanted': 'Das Bild ist nur auf diesem virtuellen Display. Damit es auf ein echtes kommt: framed doctor',
  'glass-missing': 'Das Bild ist nur auf diesem virtuellen Display.',
  'glass-later': 'Es kommt auf das Display, sobald das zu haben ist.',
  'no-login':
    'Es gibt keine Anmeldung: Wer framed über das Netz erreicht, darf alles. Damit es eine gibt: framed config set access.login required',
  'disk-reserve':
    'Der Speicher ist fast voll: {freeMb} MB sind frei, und {reserveMb} MB bleiben es. Bis Clips gelöscht werden, wird nichts Neues angenommen.',
  mended: 'Die Bibliothek wurde beim Start ausgebessert.',
  'mended-more': 'Und {count} weitere: framed logs',
  'storage-gone':
    'Der Ordner der Bibliothek ist weg: Wurde ein Stick abgezogen? Bis er wieder da ist, lässt sich nichts hinzufügen oder ändern; dann geht es von selbst weiter.',
  'storage-read-only':
    'Die Bibliothek lässt sich nicht schreiben: Ihr Dateisystem ist nur noch lesbar, wie bei einer Karte, die kaputtgeht. Es lässt sich nichts hinzufügen oder ändern. Mach eine Sicherung und sieh dir die Meldungen des Kernels an (dmesg).',
  'storage-not-writable':
    'Die Bibliothek lässt sich nicht schreiben: framed darf nicht in ihren Ordner schreiben. Bis Besitzer und Rechte stimmen, lässt sich nichts hinzufügen oder ändern.',
  'storage-no-names-left':
    'Auf dem Speicher ist kein Platz für weitere Dateien, auch wenn noch Bytes frei sind (alle Inodes sind belegt). Bis Dateien gelöscht werden, lässt sich nichts hinzufügen.',
  'storage-failing':
    'Die Bibliothek lässt sich nicht lesen: Ihr Speicher meldet Fehler. Prüfe die SD-Karte oder den Stick.',
  crashed: 'framed wurde von {by} beendet und ist wieder gestartet ({at}). Was es davor tat, steht in {path}.',
  skipped: '„{name}“ lässt sich nicht abspielen und wird übersprungen: {reason}',
  'config-current': 'Die Konfiguration wird nicht übernommen. Es gilt, was sie vorher sagte.',
  'config-last-good': 'Die Konfiguration wird nicht übernommen. Es gilt, was sie zuletzt sagte, als sie gut war.',
  'config-defaults': 'Die Konfiguration wird nicht übernommen. Es gelten die Voreinstellungen.',
  'panel-problem': 'Das Display, das in der Konfiguration steht, ist nicht zu haben. {reason}',
  'config-restart': 'Starte framed neu, damit gilt, was geändert wurde: {keys}.',
  'clock-too-early':
    'Die Uhr zeigt eine Zeit, zu der es framed noch nicht gab: Der Zeitplan wartet, bis NTP oder eine Echtzeituhr für sie bürgt. Gibt es kein Netz, oder kommt die Zeit anderswoher? Stelle die Uhr, und trust_clock: always in der Konfiguration.',
  'clock-not-in-step':
    'Seit dem Start hat nichts die Uhr gestellt: Der Zeitplan wartet, bis NTP oder eine Echtzeituhr für sie bürgt. Gibt es kein Netz, oder kommt die Zeit anderswoher? Stelle die Uhr, und trust_clock: always in der Konfiguration.',
  'playlist-meant': 'Der Zeitplan will „{name}“ spielen, aber so heißt keine Liste. Ist „{nearest}“ gemeint?',
  'playlist-none': 'Der Zeitplan will „{name}“ spielen, aber es gibt noch keine Liste.',
  'playlist-one': 'Der Zeitplan will „{name}“ spielen, aber so heißt keine Liste. Es gibt {others}.',
  'playlist-others': 'Der Zeitplan will „{name}“ spielen, aber so heißt keine Liste. Es gibt {others}.',
  'too-hot':
    'Der Prozessor ist zu heiß und wird langsamer; das Bild kann stocken. Er braucht Luft oder einen Kühlkörper.',
  'too-hot-at':
    'Der Prozessor ist zu heiß ({celsius} °C) und wird langsamer; das Bild kann stocken. Er braucht Luft oder einen Kühlkörper.',
  'power-low': 'Das Netzteil ist zu schwach für diesen Raspberry Pi. Nimm das offizielle und ein kurzes Kabel.',
  'power-was-low':
    'Das Netzteil war seit dem Start des Raspberry Pi mindestens einmal zu schwach. Nimm das offizielle und ein kurzes Kabel.',
  'https-problem': 'HTTPS: {reason}',
  'https-missing-names':
    'Das Zertifikat gilt nicht für {names}: Seine Zertifizierungsstelle wurde vorher gemacht. Wie man eine andere macht, steht in docs/https.md.',
};
