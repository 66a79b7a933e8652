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
  'value-trust_clock-auto': 'Once it has been set',
  'value-trust_clock-always': 'Always',
  'about-access.login':
    'Let in is who has read the code on the panel, or was given a link or a token. Without that, everybody who reaches this page may do everything.',
  'value-access.login-required': 'Only with a sign-in',
  'value-access.login-none': 'Everybody in the network',
  'about-panel.name':
    'The panel that is connected, by its chip and its size in pixels. For one that is not among them: docs/adding-a-panel.md.',
  'about-panel.rotation': 'How far the picture is turned on the panel.',
  'value-panel.rotation-0': 'Not turned',
  'value-panel.rotation-90': '90° to the right',
  'value-panel.rotation-180': '180°, upside down',
  'value-panel.rotation-270': '90° to the left',
  'about-panel.color_order': 'To be changed where red is blue, and blue is red.',
  'value-panel.color_order-rgb': 'Red first (RGB)',
  'value-panel.color_order-bgr': 'Blue first (BGR)',
  'about-display.output': 'Where nothing is connected, the picture is on this page.',
  'value-display.output-auto': 'What is connected',
  'value-display.output-spi': 'Panel on the SPI pins',
  'value-display.output-framebuffer': 'Framebuffer of the kernel',
  'value-display.output-virtual': 'This page only',
  'about-display.spi.bus': 'The usual one needs no rights but those of the groups spi and gpio.',
  'value-display.spi.bus-spidev': 'spidev (usual)',
  'value-display.spi.bus-rpio': 'rpio (Pi 0 to 4, root)',
  'about-convert.fit': 'What becomes of a picture that is not of the panel’s shape. Each clip can have it another way.',
  'value-convert.fit-cover': 'Fill, and crop',
  'value-convert.fit-contain': 'Show all, with bars',
  'value-convert.fit-stretch': 'Stretch',
  'about-uploads.metadata':
    'Photos and films may tell where, when and by what they were taken, to whoever gets the originals. It is taken out where that loses nothing else.',
  'value-uploads.metadata-strip': 'Take out',
  'value-uploads.metadata-keep': 'Leave in',
  'about-screens.when_empty':
    'What the panel shows until the first clip is sent: the demo, how to send a clip, or both.',
  'value-screens.when_empty-both': 'Both in turn',
  'value-screens.when_empty-demo': 'The demo',
  'value-screens.when_empty-screen': 'How to send a clip',
} as const satisfies TextTable;
