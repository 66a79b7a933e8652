import type { configChoices as english } from '../en/config-choices.js';
import type { Translation } from '../text-table.js';

export const configChoices: Translation<typeof english> = {
  'about-language': 'Was das Display spricht, wenn es etwas zu sagen hat. Diese Seite hat ihre eigene Wahl.',
  'value-language-en': 'English',
  'value-language-de': 'Deutsch',
  'about-trust_clock':
    'Nach dem Einschalten kennt ein Raspberry Pi die Zeit erst, wenn das Netz oder eine Uhr auf der Platine sie ihm gesagt hat. Der Zeitplan braucht sie.',
  'value-trust_clock-auto': 'Sobald sie gestellt ist',
  'value-trust_clock-always': 'Immer',
  'about-access.login':
    'Herein kommt, wer den Code auf dem Display gelesen oder einen Link oder ein Token bekommen hat. Ohne Anmeldung darf jeder alles, der diese Seite erreicht.',
  'value-access.login-required': 'Nur mit Anmeldung',
  'value-access.login-none': 'Alle im Netz',
  'about-panel.name':
    'Das Display, das angeschlossen ist: zu erkennen am Chip und an der Größe in Pixeln. Ist es nicht dabei: docs/adding-a-panel.md.',
  'about-panel.rotation': 'Wie weit das Bild auf dem Display gedreht ist.',
  'value-panel.rotation-0': 'Nicht gedreht',
  'value-panel.rotation-90': '90° nach rechts',
  'value-panel.rotation-180': '180°, auf dem Kopf',
  'value-panel.rotation-270': '90° nach links',
  'about-panel.color_order': 'Zu ändern, wenn Rot blau ist und Blau rot.',
  'value-panel.color_order-rgb': 'Rot zuerst (RGB)',
  'value-panel.color_order-bgr': 'Blau zuerst (BGR)',
  'about-display.output': 'Ist nichts angeschlossen, ist das Bild auf dieser Seite.',
  'value-display.output-auto': 'Was angeschlossen ist',
  'value-display.output-spi': 'Display an den SPI-Pins',
  'value-display.output-framebuffer': 'Framebuffer des Kernels',
  'value-display.output-virtual': 'Nur diese Seite',
  'about-display.spi.bus': 'Der übliche braucht keine Rechte außer denen der Gruppen spi und gpio.',
  'value-display.spi.bus-spidev': 'spidev (üblich)',
  'value-display.spi.bus-rpio': 'rpio (Pi 0 bis 4, root)',
  'about-convert.fit':
    'Was aus Bildern wird, die eine andere Form haben als das Display. Jeder Clip kann es anders haben.',
  'value-convert.fit-cover': 'Füllen, mit Verschnitt',
  'value-convert.fit-contain': 'Alles, mit Rändern',
  'value-convert.fit-stretch': 'Strecken',
  'about-uploads.metadata':
    'Fotos und Filme verraten oft, wo, wann und womit sie aufgenommen wurden: jedem, der die Originale bekommt. Entfernt wird es, wo sonst nichts verloren geht.',
  'value-uploads.metadata-strip': 'Entfernen',
  'value-uploads.metadata-keep': 'Behalten',
  'about-screens.when_empty':
    'Was das Display zeigt, bis der erste Clip geschickt wird: die Demo, wie man einen schickt, oder beides.',
  'value-screens.when_empty-both': 'Beides im Wechsel',
  'value-screens.when_empty-demo': 'Die Demo',
  'value-screens.when_empty-screen': 'Wie man einen schickt',
};
