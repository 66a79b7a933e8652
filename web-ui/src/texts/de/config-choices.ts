import type { configChoices as english } from '../en/config-choices.js';
import type { Translation } from '../text-table.js';

export const configChoices: Translation<typeof english> = {
  'about-language': 'Was das Display spricht, wenn es etwas zu sagen hat. Diese Seite hat ihre eigene Wahl.',
  'value-language-en': 'English',
  'value-language-de': 'Deutsch',
  'about-trust_clock':
    'Nach dem Einschalten kennt ein Raspberry Pi die Zeit erst, wenn das Netz oder eine Uhr auf der Platine sie ihm gesagt hat. Der Zeitplan braucht sie.',
  'value-trust_clock-auto': 'Sobald sie gestellt ist',
  'value-trust_clock-always': 'Immer, was sie auch zeigt',
  'about-access.login':
    'Herein kommt, wer den Code auf dem Display gelesen oder einen Link oder ein Token bekommen hat.',
  'value-access.login-required': 'Nur wer hereingelassen wurde',
  'value-access.login-none': 'Alle im Netz, und sie dürfen alles',
  'about-panel.name':
    'Das Display, das angeschlossen ist: zu erkennen am Chip und an der Größe in Pixeln. Ist es nicht dabei: docs/adding-a-panel.md.',
  'about-panel.rotation': 'Wie weit das Bild auf dem Display gedreht ist.',
  'value-panel.rotation-0': 'Nicht gedreht',
  'value-panel.rotation-90': 'Ein Viertel nach rechts (90°)',
  'value-panel.rotation-180': 'Auf dem Kopf (180°)',
  'value-panel.rotation-270': 'Ein Viertel nach links (270°)',
  'about-panel.color_order': 'Zu ändern, wenn Rot blau ist und Blau rot.',
  'value-panel.color_order-rgb': 'Rot zuerst (RGB)',
  'value-panel.color_order-bgr': 'Blau zuerst (BGR)',
  'about-display.output': 'Ist nichts angeschlossen, ist das Bild auf dieser Seite.',
  'value-display.output-auto': 'Was angeschlossen ist',
  'value-display.output-spi': 'Display an den SPI-Pins',
  'value-display.output-framebuffer': 'Bildschirm des Kernels (Framebuffer)',
  'value-display.output-virtual': 'Nur diese Seite (virtuelles Display)',
  'about-display.spi.bus': 'Der übliche Weg braucht keine Rechte außer denen der Gruppen spi und gpio.',
  'value-display.spi.bus-spidev': 'Durch den Kernel (spidev), wie üblich',
  'value-display.spi.bus-rpio': 'Daran vorbei (rpio): nur Pi 0 bis 4, und als root',
  'about-convert.fit':
    'Was aus Bildern wird, die eine andere Form haben als das Display. Jeder Clip kann es anders haben.',
  'value-convert.fit-cover': 'Display füllen, den Rest abschneiden',
  'value-convert.fit-contain': 'Alles zeigen, mit Rändern',
  'value-convert.fit-stretch': 'Auf die Form des Displays strecken',
  'about-uploads.metadata':
    'Fotos und Filme verraten oft, wo, wann und womit sie aufgenommen wurden: jedem, der die Originale bekommt.',
  'value-uploads.metadata-strip': 'Entfernen, wo das ohne Verlust geht',
  'value-uploads.metadata-keep': 'Darin lassen',
  'about-screens.when_empty': 'Was auf dem Display ist, bis der erste Clip geschickt wird.',
  'value-screens.when_empty-both': 'Wie man einen schickt, und die Demo, im Wechsel',
  'value-screens.when_empty-demo': 'Die Demo',
  'value-screens.when_empty-screen': 'Wie man einen schickt',
};
