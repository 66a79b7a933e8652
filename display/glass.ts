import type { Controller, PixelFormat } from './controllers/controller.js';
import { type InitStep, parseInitTable } from './controllers/init-table.js';
import { COLMOD, MADCTL } from './dcs.js';
import { DisplayError, type Geometry } from './display.js';
import { type Panel, visibleGeometry, type WordBits } from './panel.js';

/** A panel and its controller, worked out: all that is needed to bring it up and to address it. */
export interface Glass {
  /** The picture, as people see it. */
  readonly geometry: Geometry;
  /** MADCTL's parameter. */
  readonly madctl: number;
  readonly pixelFormat: PixelFormat;
  /** Of the picture's top left pixel, in the addresses of CASET and RASET: after MADCTL has turned and mirrored them. */
  readonly offset: { readonly x: number; readonly y: number };
  /** The memory, in the same addresses: CASET's run to width - 1, RASET's to height - 1. */
  readonly gram: Geometry;
  readonly initSteps: readonly InitStep[];
  /** See {@link Controller.wantsWholeWindow}. */
  readonly wantsWholeWindow: boolean;
  readonly wordBits: WordBits;
  readonly maxMhz: number;
}

/** COLMOD's parameter: the serial interface in the low half, the parallel one, which says the same here, in the high half. */
const COLMOD_VALUES: Readonly<Record<PixelFormat, number>> = {
  rgb565: COLMOD.RGB565 * 0x11,
  rgb666: COLMOD.RGB666 * 0x11,
};

/** How an address that is sent becomes a place in the chip's memory. */
interface Scan {
  /** Rows and columns are exchanged: a quarter turn. */
  readonly swap: boolean;
  readonly reverseRows: boolean;
  readonly reverseColumns: boolean;
}

/**
 * Works out how a panel is brought up and addressed.
 *
 * @throws DisplayError 'panel-does-not-fit' where the visible pixels reach out of the chip's memory; 'panel-word-bits' where the chip has
 * no words of that width; 'init-table-invalid'.
 */
export function resolveGlass(panel: Panel, controller: Controller): Glass {
  const scan = scanOf(panel, controller);
  const memory = panel.gram ?? controller.gram;
  const wordBits = panel.wordBits ?? 8;
  const pixelFormat = controller.pixelFormats[wordBits];
  if (!pixelFormat) throw wrongWordBits(panel, controller);
  const madctl = madctlOf(scan, (panel.colorOrder ?? controller.colorOrder) === 'bgr');
  return {
    geometry: visibleGeometry(panel),
    madctl,
    pixelFormat,
    offset: offsetOf(panel, memory, scan),
    gram: scan.swap ? exchanged(memory) : memory,
    initSteps: parseInitTable(
      controller.init,
      { madctl, colmod: COLMOD_VALUES[pixelFormat], inverted: panel.inverted ?? controller.inverted },
      `of ${controller.name}`,
    ),
    wantsWholeWindow: controller.wantsWholeWindow,
    wordBits,
    maxMhz: panel.maxMhz ?? controller.maxMhz,
  };
}

/** Clockwise from the chip's own upright to the picture, and whether the columns run right to left there. */
function scanOf(panel: Panel, controller: Controller): Scan {
  const turned = ((panel.turn ?? 0) + panel.rotation) % 360;
  const isMirrored = controller.mirrored !== (panel.mirrored ?? false);
  return {
    swap: turned === 90 || turned === 270,
    reverseRows: turned === 180 || turned === 270,
    reverseColumns: (turned === 90 || turned === 180) !== isMirrored,
  };
}

function madctlOf({ swap, reverseRows, reverseColumns }: Scan, isBgr: boolean): number {
  return (
    (reverseRows ? MADCTL.MY : 0) | (reverseColumns ? MADCTL.MX : 0) | (swap ? MADCTL.MV : 0) | (isBgr ? MADCTL.BGR : 0)
  );
}

function offsetOf(panel: Panel, memory: Geometry, { swap, reverseRows, reverseColumns }: Scan): Glass['offset'] {
  const isTurned = panel.turn === 90 || panel.turn === 270;
  const { width, height } = isTurned ? exchanged(panel) : panel;
  const { x, y } = panel.offset ?? { x: 0, y: 0 };
  const [endX, endY] = [x + width, y + height];
  if (x < 0 || y < 0 || endX > memory.width || endY > memory.height) {
    throw new DisplayError(
      'panel-does-not-fit',
      `Panel ${panel.name} shows ${width}x${height} pixels from (${x}, ${y}) of its chip's memory, up to (${endX}, ${endY}); ` +
        `the memory is ${memory.width}x${memory.height}, standing. Offset, width, height and turn must keep it inside.`,
    );
  }
  const column = reverseColumns ? memory.width - endX : x;
  const row = reverseRows ? memory.height - endY : y;
  return swap ? { x: row, y: column } : { x: column, y: row };
}

function exchanged({ width, height }: Geometry): Geometry {
  return { width: height, height: width };
}

function wrongWordBits(panel: Panel, controller: Controller): DisplayError {
  const there = Object.keys(controller.pixelFormats).join(' or ');
  return new DisplayError(
    'panel-word-bits',
    `Panel ${panel.name} has words of ${panel.wordBits ?? 8} bits; ${controller.title} takes words of ${there} bits.`,
  );
}
