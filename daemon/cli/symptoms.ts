import type { Controller } from '../../display/controllers/controller.js';
import { offsetSteps } from '../../display/offset-steps.js';
import type { Panel } from '../../display/panel.js';

/** What a person sees on the glass, and what mends it, likeliest first. */
export interface Symptom {
  /** As it is asked for and listed. */
  readonly name: string;
  readonly means: string;
  readonly remedies: readonly string[];
}

/** What is set now: remedies name the other value. */
export interface CurrentSetup {
  readonly panel: Panel;
  readonly controller: Controller;
}

/** The symptom that somebody's words are about, or undefined. */
export function findSymptom(words: string, setup: CurrentSetup): Symptom | undefined {
  const asked = words.toLowerCase();
  const [, symptom] = SYMPTOMS.find(([pattern]) => pattern.test(asked)) ?? [];
  return symptom?.(setup);
}

export function symptomNames(setup: CurrentSetup): string[] {
  return SYMPTOMS.map(([, symptom]) => symptom(setup).name).sort();
}

/** In this order: the first whose words are among those that were said. */
const SYMPTOMS: readonly (readonly [words: RegExp, symptom: (setup: CurrentSetup) => Symptom])[] = [
  [/virtual|browser only|not on the (panel|glass|screen)/, virtualOnly],
  [/permission|not allowed|denied|eacces/, permission],
  [/blue.*red|red.*blue|rgb|bgr|colou?rs? (swapped|exchanged|wrong)|wrong colou?rs?/, blueForRed],
  [/invert|negative|black.*white|white.*black/, inverted],
  [/white|lit but|backlight only/, allWhite],
  [/mirror|backwards|flipped/, mirrored],
  [/rotat|upside|sideways|turned|portrait|landscape/, rotated],
  [/shift|offset|edge|border|cut off|wraps?/, shifted],
  [/cursor|console|login|text|boot messages/, consoleText],
  [/tear|line across|torn/, tearing],
  [/slow|stutter|jerk|chopp|fps|frame ?rate|lag/, slow],
  [/noise|snow|garbage|random|scrambl|pixels|flicker|stripes/, noise],
  [/dim|pale|bright/, brightness],
  [/black|blank|dark|nothing|off|dead/, black],
];

/** The kernel's driver sets the chip up by itself, so the configuration has no say in it. */
const KERNEL_DRIVEN =
  "Where the kernel drives the panel: the same key in the panel's description, and then its firmware anew: framed firmware PANEL OUT.bin";

function allWhite({ panel }: CurrentSetup): Symptom {
  const { device, dc } = wiringOf(panel);
  return {
    name: 'all white',
    means:
      'The backlight is on and the controller has not been set up: it has not heard, or not understood, a single command.',
    remedies: [
      `Data/command is on another pin than display.spi.dc: ${dc} says. Numbers are BCM numbers, not those of the header's pins.`,
      'Reset is wired and not named, so that the controller is held in it: display.spi.reset: LINE',
      `The panel hangs on the other chip select: display.spi.device: ${device === 'spidev0.0' ? 'spidev0.1' : 'spidev0.0'}`,
      `The controller is another one than ${panel.controller}, in spite of the shop's words: panel.name: NAME`,
      'The wires are too long for the clock: display.spi.mhz: 10, and if that helps, up from there.',
      'Where the kernel drives the panel, its firmware is missing or the overlay is wrong: dmesg | grep -iE "mipi|fbtft"',
      'MOSI (BCM 10) and SCLK (BCM 11) are exchanged, or one of them has no contact.',
    ],
  };
}

function black({ panel }: CurrentSetup): Symptom {
  const line = panel.wiring?.backlight;
  return {
    name: 'black',
    means: 'There is no light, or the picture goes somewhere else.',
    remedies: [
      'It is blanked: switch it on in the control panel, and turn up the brightness.',
      line === undefined
        ? 'The backlight hangs on a pin that nobody switches on: display.backlight: { kind: gpio, line: LINE }'
        : `The backlight hangs on another pin than ${line}: display.backlight: { kind: gpio, line: LINE }`,
      'The picture goes to another framebuffer: choose it by its name, display.framebuffer.device: panel-mipi-dbid',
      'It plays on the virtual panel only, which this tells: framed doctor',
      'With the light of a torch on it a picture can be seen: then only the backlight is missing.',
    ],
  };
}

function mirrored({ panel }: CurrentSetup): Symptom {
  return {
    name: 'mirrored',
    means: 'Letters read backwards: the columns run the other way than the description says.',
    remedies: [`panel.mirrored: ${!panel.mirrored}`, KERNEL_DRIVEN],
  };
}

function rotated({ panel }: CurrentSetup): Symptom {
  const others = [0, 90, 180, 270].filter((degrees) => degrees !== panel.rotation).join(', ');
  return {
    name: 'rotated',
    means: 'Letters can be read, but the arrow does not point up.',
    remedies: [
      `panel.rotation: one of ${others} (now ${panel.rotation}); degrees clockwise.`,
      'If letters read backwards too, it is mirrored: framed doctor mirrored',
    ],
  };
}

function shifted({ panel, controller }: CurrentSetup): Symptom {
  const { x, y } = panel.offset ?? { x: 0, y: 0 };
  const [sideOfX, sideOfY] = offsetSides(panel, controller);
  return {
    name: 'shifted',
    means:
      'A side of the border is missing, and on the other side stand pixels that nobody wrote: the glass shows another part of the memory.',
    remedies: [
      `panel.offset: { x: ${x}, y: ${y} } is what holds now. Raise x by as many pixels as are missing at the ${sideOfX}, y by those at the ` +
        `${sideOfY}; lower them by those that are missing on the other side.`,
      'Or take the description of your very board; usual are 35 (170x320), 34 (172x320), 20 (240x280), 80 (240x240, turned), 52 and 40 ' +
        '(135x240), 24 or 26 and 1 (80x160), 2 and 1 or 2 and 3 (128x128).',
      KERNEL_DRIVEN,
    ],
  };
}

/** At which side of the picture pixels come into sight when the offset's x, and its y, is raised: the panel may be turned or mirrored. */
function offsetSides(panel: Panel, controller: Controller): [sideOfX: string, sideOfY: string] {
  const { toRight, toDown } = offsetSteps(panel, controller);
  const sideOf = (right: number, down: number) => {
    if (right !== 0) return right > 0 ? 'left' : 'right';
    return down > 0 ? 'top' : 'bottom';
  };
  return [sideOf(toRight.x, toDown.x), sideOf(toRight.y, toDown.y)];
}

function blueForRed({ panel, controller }: CurrentSetup): Symptom {
  const other = (panel.colorOrder ?? controller.colorOrder) === 'rgb' ? 'bgr' : 'rgb';
  return {
    name: 'blue for red',
    means: 'Red and blue are exchanged, green is right.',
    remedies: [
      `panel.color_order: ${other}`,
      KERNEL_DRIVEN,
      'If no colour is right, not even green: framed doctor inverted, then framed doctor noise',
    ],
  };
}

function inverted({ panel, controller }: CurrentSetup): Symptom {
  return {
    name: 'inverted',
    means: 'The picture is a negative: black is white, and DARK stands on light.',
    remedies: [`panel.inverted: ${!(panel.inverted ?? controller.inverted)}`, KERNEL_DRIVEN],
  };
}

function noise({ panel }: CurrentSetup): Symptom {
  return {
    name: 'noise',
    means: 'Bits get lost on the way, or the controller reads them otherwise than they are meant.',
    remedies: [
      'The clock is too fast for board and wires: display.spi.mhz: 16, and if that helps, up from there. Wires of 10 cm and less.',
      `The controller is another one than ${panel.controller}: panel.name: NAME`,
      'Boards with a 16-bit adapter (most 3.5 inch HATs with ILI9486) want word_bits: 16 in their description.',
      'Boards without a chip select pin want spi_mode: 3 in their description.',
      'Noise from switching on until the first picture is the memory as it woke up, and harmless.',
    ],
  };
}

function tearing({ panel }: CurrentSetup): Symptom {
  return {
    name: 'tearing',
    means:
      'The moving bar is broken: the glass reads its memory while it is being written. No wire of these boards tells when it reads.',
    remedies: [
      `The faster the picture is written, the rarer it is: display.spi.mhz: up to what ${panel.controller} takes without noise.`,
      "A picture that is written in the direction in which the glass reads tears along a line that moves slowly: the panel's own upright, panel.rotation: 0",
    ],
  };
}

function slow(_setup: CurrentSetup): Symptom {
  return {
    name: 'slow',
    means: 'Whole frames do not fit through the bus at this rate; the player keeps time and leaves frames out.',
    remedies: [
      'Say what the bus can do, and what slows it: framed doctor',
      'Raise the clock as far as no noise comes: display.spi.mhz: 62.5',
      'Let the kernel take more at once, in /boot/firmware/cmdline.txt: spidev.bufsiz=65536',
      'Ask for what it can do, so that the frames are left out evenly: convert.max_fps: 25',
      'Films with black bars and still cameras change less, and get more frames through.',
    ],
  };
}

function brightness(_setup: CurrentSetup): Symptom {
  return {
    name: 'dim',
    means: 'The light is dimmed, or cannot be dimmed.',
    remedies: [
      'display.brightness: 100',
      'To dim it, the light must hang on a pin that can: display.backlight: { kind: pwm, chip: 0, channel: 0 }, or kind: sysfs',
      'If DARK and LIGHT are exchanged it is a negative: framed doctor inverted',
    ],
  };
}

function consoleText(_setup: CurrentSetup): Symptom {
  return {
    name: 'cursor in the picture',
    means: "The kernel's text console draws on the same framebuffer.",
    remedies: [
      'Put it elsewhere, in /boot/firmware/cmdline.txt: fbcon=map:1 for a panel that is fb0, fbcon=map:0 for one that is fb1',
      'As root, framed takes it away itself while it plays.',
    ],
  };
}

function virtualOnly(_setup: CurrentSetup): Symptom {
  return {
    name: 'virtual panel only',
    means: 'No way to real glass was found when framed started; the page shows what would be on it.',
    remedies: [
      'Say what is missing, with the line that mends it: framed doctor',
      'Make it tell what fails, instead of going around it: display.output: spi, or framebuffer',
    ],
  };
}

function permission(_setup: CurrentSetup): Symptom {
  return {
    name: 'permission denied',
    means: 'The devices belong to groups that this user is not in.',
    remedies: [
      'sudo usermod -aG spi,gpio,video USER, and log in again; a service is restarted.',
      'See which of them it is: framed doctor',
    ],
  };
}

function wiringOf({ wiring }: Panel): { device: string; dc: string } {
  return { device: wiring?.device ?? 'spidev0.0', dc: wiring === undefined ? 'LINE' : String(wiring.dc) };
}
