import type { configChoices } from '../en/config-choices.js';
import type { configLabels } from '../en/config-labels.js';

type Described = keyof typeof configLabels extends infer K
  ? K extends `key-${infer Key}`
    ? `about-${Key}`
    : never
  : never;

/** What each key does; in English its schema says it. Those that are chosen from a few have their words in both languages. */
type Descriptions = Readonly<Record<Exclude<Described, keyof typeof configChoices>, string>>;

export const configDescriptions: Descriptions = {
  'about-name': 'Wie diese Seite das Gerät nennt.',
  'about-time_zone': 'Zeitzone des Zeitplans, etwa Europe/Berlin; system ist die des Geräts.',
  'about-http.host':
    '127.0.0.1 ist nur dieses Gerät, „::“ jede Adresse. Ohne Angabe: jede, wenn man sich anmelden muss, sonst nur dieses Gerät.',
  'about-http.port': 'TCP-Port; 0 nimmt einen freien.',
  'about-http.hosts':
    'Namen und Adressen, unter denen Browser es außerdem erreichen dürfen; seine eigenen Adressen, localhost und *.local gelten immer.',
  'about-https.port': 'TCP-Port für HTTPS; 0 nimmt einen freien. Ohne Angabe gibt es nur HTTP.',
  'about-https.certificate':
    'Als PEM, dahinter die Zertifikate bis zu seiner Zertifizierungsstelle. Ohne Angabe macht framed eine eigene Stelle, der Handys einmal vertrauen müssen.',
  'about-https.key': 'Der Schlüssel des eigenen Zertifikats, als PEM, ohne Passwort.',
  'about-panel.mirrored': 'Das Bild ist gespiegelt; gilt vor der Beschreibung.',
  'about-panel.inverted': 'Das Bild ist ein Negativ; gilt vor der Beschreibung.',
  'about-panel.offset.x': 'Nach rechts, in Pixeln.',
  'about-panel.offset.y': 'Nach unten, in Pixeln.',
  'about-display.brightness': 'In Prozent, wie man es wahrnimmt, bis jemand sie ändert.',
  'about-display.spi.device': 'spidevB.C: Bus B, Chip Select C.',
  'about-display.spi.dc': 'Die Leitung, die Daten von Befehlen trennt, als BCM-Nummer.',
  'about-display.spi.reset': 'Die Leitung für den Reset, als BCM-Nummer.',
  'about-display.spi.mhz': 'Wie schnell gesendet wird.',
  'about-display.spi.rectangle_us': 'Was ein Rechteck kostet; ohne Angabe wird es beim Start gemessen.',
  'about-display.framebuffer.device':
    'fbN, oder der Name des Treibers wie panel-mipi-dbid, der sich von Start zu Start nicht ändert.',
  'about-display.framebuffer.fill':
    'Bilder werden so groß wie der Framebuffer, nicht wie das Display; sonst stehen sie in seiner Mitte.',
  'about-display.backlight': 'Was das Licht dimmt.',
  'about-display.virtual.bus_mhz':
    'Spielt mit diesem Takt durch einen nachgebildeten Chip, um zu sehen, was ein Display schafft.',
  'about-display.virtual.rectangle_us': 'Was ein Rechteck auf diesem Bus kostet.',
  'about-playback.still_seconds': 'Wie lange ein Foto zu sehen ist.',
  'about-screens.welcome_seconds':
    'Wie lange die Begrüßung mit Name, Adresse und Code nach einem Start steht, oder wenn die Adresse eine andere ist; 0 zeigt keine.',
  'about-convert.background':
    'Farbe der Ränder und hinter durchsichtigen Bildern; blur ist das Bild selbst, vergrößert und unscharf.',
  'about-convert.max_fps': 'Was darüber ist, wird gleichmäßig ausgelassen.',
  'about-convert.at_once': 'So viele Dateien werden zugleich umgewandelt.',
  'about-convert.max_minutes': 'Was länger dauert, wird aufgegeben.',
  'about-uploads.max_file_mb': 'Größere Dateien werden abgelehnt; ein Megabyte sind 10^6 Bytes.',
  'about-uploads.max_total_mb': 'Was alle Dateien, die noch unterwegs sind, zusammen haben dürfen.',
  'about-uploads.keep_free_mb': 'So viel vom Speicher bleibt frei: Keine Datei wird darüber hinaus angenommen.',
  'about-uploads.keep_unfinished_hours': 'Kommt von einer Datei so lange nichts, wird sie aufgegeben.',
  'about-library.max_mb':
    'Originale und Umgewandeltes zusammen; Umgewandeltes, das nichts mehr braucht, geht zuerst, dann werden Dateien abgelehnt.',
  'about-watch.folders':
    'Was dort abgelegt wird, mit scp oder über eine Freigabe, wird aufgenommen wie gesendet, sobald es nicht mehr wächst.',
  'about-watch.usb': 'Dasselbe für alles, was unter /media eingehängt wird: Stick anstecken, und seine Clips laufen.',
  'about-watch.settle_seconds': 'Eine Datei, die so lange dieselbe war, wächst nicht mehr.',
  'about-watch.remove_added':
    'Löscht eine Datei aus ihrem Ordner, wenn ihr Clip in der Bibliothek ist. Sonst bleibt sie, wie sie ist.',
  'about-controls.buttons': 'Schalter zwischen einer Leitung und Masse.',
  'about-controls.encoders': 'Ihr Druck ist eine Taste.',
  'about-controls.debounce_ms': 'Was kürzer ist, gilt nicht als Druck: Kontakte prellen.',
};
