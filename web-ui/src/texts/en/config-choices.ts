import type { TextTable } from '../text-table.js';

/**
 * The keys of the configuration whose value is chosen from a few: what each of them is called, and what is decided by it. Their schema says that by
 * the words of the file, which nobody sees here.
 */
export const configChoices = {
  'about-language': 'What the panel speaks when it has something to say. This page has a choice of its own.',
  'value-language-en': 'English',
  'value-language-de': 'Deutsch',
  'about-trust_clock':
    'After a start a Raspberry Pi does not know the time until the network, or a clock on the board, has told it. The schedule needs it.',
  'value-trust_clock-auto': 'Once something has set it',
  'value-trust_clock-always': 'Always, whatever it shows',
  'about-access.login': 'Let in is who has read the code on the panel, or was given a link or a token.',
  'value-access.login-required': 'Only who was let in',
  'value-access.login-none': 'Everybody in the network, for everything',
  'about-panel.name':
    'The panel that is connected, by its chip and its size in pixels. For one that is not among them: docs/adding-a-panel.md.',
  'about-panel.rotation': 'How far the picture is turned on the panel.',
  'value-panel.rotation-0': 'Not turned',
  'value-panel.rotation-90': 'A quarter to the right (90°)',
  'value-panel.rotation-180': 'Upside down (180°)',
  'value-panel.rotation-270': 'A quarter to the left (270°)',
  'about-panel.color_order': 'To be changed where red is blue, and blue is red.',
  'value-panel.color_order-rgb': 'Red first (RGB)',
  'value-panel.color_order-bgr': 'Blue first (BGR)',
  'about-display.output': 'Where nothing is connected, the picture is on this page.',
  'value-display.output-auto': 'What is connected',
  'value-display.output-spi': 'Panel on the SPI pins',
  'value-display.output-framebuffer': 'Screen of the kernel (framebuffer)',
  'value-display.output-virtual': 'This page only (virtual panel)',
  'about-display.spi.bus': 'The usual way needs no rights but those of the groups spi and gpio.',
  'value-display.spi.bus-spidev': 'By the kernel (spidev), as usual',
  'value-display.spi.bus-rpio': 'By itself (rpio): Pi 0 to 4 only, and as root',
  'about-convert.fit': 'What becomes of a picture that is not of the panel’s shape. Each clip can have it another way.',
  'value-convert.fit-cover': 'Fill the panel, and crop the rest',
  'value-convert.fit-contain': 'Show all, with bars',
  'value-convert.fit-stretch': 'Stretch it to the panel’s shape',
  'about-uploads.metadata':
    'Photos and films may tell where, when and by what they were taken, to whoever gets the originals.',
  'value-uploads.metadata-strip': 'Take it out where nothing is lost',
  'value-uploads.metadata-keep': 'Leave it in',
  'about-screens.when_empty': 'What the panel shows until the first clip is sent.',
  'value-screens.when_empty-both': 'How to send one, and the demo, in turn',
  'value-screens.when_empty-demo': 'The demo',
  'value-screens.when_empty-screen': 'How to send one',
} as const satisfies TextTable;
