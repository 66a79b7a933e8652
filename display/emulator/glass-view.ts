import type { Controller } from '../controllers/controller.js';
import { MADCTL } from '../dcs.js';
import type { Geometry } from '../display.js';
import { type Panel, visibleGeometry } from '../panel.js';
import { EmulatorError } from './emulator-error.js';
import type { GraphicsMemory } from './graphics-memory.js';
import type { Registers, Scroll } from './registers.js';

/**
 * What a person sees: the part of the memory that lies behind the glass, looked at with the panel turned as its description says.
 *
 * Written from the glass, not from MADCTL: it follows a pixel of the picture to the spot on the glass, and from the spot to the cell that
 * lights it. Whether the settings put the right pixel into that cell is what the emulator is there to find out.
 */
export class GlassView {
  readonly geometry: Geometry;
  readonly #needsInvon: boolean;
  readonly #isBgr: boolean;
  /** Memory column and row of the picture's top left pixel, and how they change along the picture's rows (x) and columns (y). */
  readonly #column: Walk;
  readonly #row: Walk;
  #shown: Int32Array | undefined;
  #shownScroll: Scroll | undefined;

  constructor(panel: Panel, controller: Controller) {
    this.geometry = visibleGeometry(panel);
    this.#needsInvon = panel.inverted ?? controller.inverted;
    this.#isBgr = (panel.colorOrder ?? controller.colorOrder) === 'bgr';

    const isLying = panel.turn === 90 || panel.turn === 270;
    const standing = isLying
      ? { width: panel.height, height: panel.width }
      : { width: panel.width, height: panel.height };
    const { x, y } = panel.offset ?? { x: 0, y: 0 };
    requireInside(panel, panel.gram ?? controller.gram, { x, y, ...standing });

    const [across, down] = spotOnGlass((panel.turn ?? 0) + panel.rotation, standing);
    const isMirrored = controller.mirrored !== (panel.mirrored ?? false);
    this.#column = isMirrored
      ? { start: x + standing.width - 1 - across.start, alongX: -across.alongX, alongY: -across.alongY }
      : { ...across, start: x + across.start };
    this.#row = { ...down, start: y + down.start };
  }

  /** @param into width * height * 2 bytes of {@link geometry}, RGB565 big-endian. */
  copy({ cells, size }: GraphicsMemory, registers: Registers, into: Uint8Array): void {
    if (!registers.awake || !registers.displayOn) {
      into.fill(0);
      return;
    }
    const shown = this.#cellsShown(size, registers.scroll);
    const flip = registers.inverted === this.#needsInvon ? 0 : 0xffff;
    const isSwapped = ((registers.madctl & MADCTL.BGR) !== 0) !== this.#isBgr;
    for (let pixel = 0, at = 0; pixel < shown.length; pixel++, at += 2) {
      const cell = (cells[shown[pixel] ?? 0] ?? 0) ^ flip;
      const seen = isSwapped ? swapRedAndBlue(cell) : cell;
      into[at] = seen >> 8;
      into[at + 1] = seen;
    }
  }

  /** Which cell each pixel of the picture shows; worked out again when the scrolling changes. */
  #cellsShown(size: Geometry, scroll: Scroll | undefined): Int32Array {
    if (this.#shown !== undefined && this.#shownScroll === scroll) return this.#shown;
    const rows = shownRows(size.height, scroll);
    const { width, height } = this.geometry;
    const shown = new Int32Array(width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const row = rows[placeAt(this.#row, x, y)] ?? 0;
        shown[y * width + x] = row * size.width + placeAt(this.#column, x, y);
      }
    }
    this.#shown = shown;
    this.#shownScroll = scroll;
    return shown;
  }
}

/** A coordinate as one goes over the picture. */
interface Walk {
  readonly start: number;
  readonly alongX: number;
  readonly alongY: number;
}

function placeAt({ start, alongX, alongY }: Walk, x: number, y: number): number {
  return start + x * alongX + y * alongY;
}

/**
 * Where on the standing glass a pixel of the picture is: steps from its left and from its top edge. The picture is turned clockwise by
 * `degrees`: at 90 its top left corner is at the glass's top right, its rows run down and its columns to the left.
 */
function spotOnGlass(degrees: number, { width, height }: Geometry): [across: Walk, down: Walk] {
  const forthX: Walk = { start: 0, alongX: 1, alongY: 0 };
  const forthY: Walk = { start: 0, alongX: 0, alongY: 1 };
  const backX = (length: number): Walk => ({ start: length - 1, alongX: -1, alongY: 0 });
  const backY = (length: number): Walk => ({ start: length - 1, alongX: 0, alongY: -1 });
  switch (degrees % 360) {
    case 90:
      return [backY(width), forthX];
    case 180:
      return [backX(width), backY(height)];
    case 270:
      return [forthY, backX(height)];
    default:
      return [forthX, forthY];
  }
}

/**
 * The memory row that each row of the glass shows. With scrolling, the moving part begins with `start` and goes round (ST7789V datasheet,
 * "Vertical Scroll Mode").
 */
function shownRows(height: number, scroll: Scroll | undefined): Int32Array {
  const rows = Int32Array.from({ length: height }, (_, row) => row);
  if (!scroll) return rows;
  const { top, moving, start } = scroll;
  for (let line = 0; line < moving; line++) rows[top + line] = top + ((start - top + line) % moving);
  return rows;
}

function swapRedAndBlue(pixel: number): number {
  return ((pixel & 0x1f) << 11) | (pixel & 0x07e0) | (pixel >> 11);
}

function requireInside(panel: Panel, gram: Geometry, part: Geometry & { x: number; y: number }): void {
  const { x, y, width, height } = part;
  if (x >= 0 && y >= 0 && x + width <= gram.width && y + height <= gram.height) return;
  throw new EmulatorError(
    'glass-outside-gram',
    `The glass of ${panel.name}, ${width}x${height} at ${x}, ${y}, is larger than the chip's memory of ${gram.width}x${gram.height}.`,
  );
}
