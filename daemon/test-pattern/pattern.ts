import type { Geometry, Rectangle } from '../../display/display.js';
import { type Colour, PixelCanvas, textSize } from './pixel-canvas.js';

export interface PatternShape {
  readonly geometry: Geometry;
  /** Round: everything that has to be read is inside the circle. */
  readonly shape: 'rectangle' | 'round';
}

/** Two seconds, after which the bar begins again at the left. */
export const PATTERN_FPS = 30;
export const PATTERN_FRAMES = 60;

/**
 * Draws the test pattern: every way in which a panel can be set up wrongly makes it look different.
 *
 *     ┌─────────────────────┐   border of one pixel: lost on a side where the picture is shifted
 *     │TL      ▲ UP       TR│   names of the corners, the arrow: rotated, or mirrored
 *     │ ███R █ ███G █ ███B  │   named colours: red and blue exchanged
 *     │ ▓▓▓ colour bars ▓▓▓ │   colours at all; a bus that is too fast makes noise of them
 *     │ DARK ░░▒▒▓▓ LIGHT   │   greys: inverted; too dark or too light
 *     │BL     320x240     BR│   and over all of it a bar that moves to the right: torn
 *     └─────────────────────┘
 *
 * @param phase where in the loop, [0, 1); undefined: a picture that stands still, without the bar.
 * @returns width * height * 2 bytes, RGB565 big-endian.
 */
export function drawPattern({ geometry, shape }: PatternShape, phase?: number): Uint8Array {
  const canvas = new PixelCanvas(geometry);
  if (shape === 'round') canvas.outlineCircle(WHITE);
  else canvas.outline({ x: 0, y: 0, endX: geometry.width, endY: geometry.height }, WHITE);
  const area = shape === 'round' ? insideCircle(geometry) : insideBorder(geometry);
  const [top, patches, bars, greys, bottom] = divide(area);
  drawTop(canvas, top);
  drawPatches(canvas, patches);
  drawSteps(canvas, bars, BARS);
  drawGreys(canvas, greys);
  drawBottom(canvas, bottom);
  if (phase !== undefined) drawMovingBar(canvas, area, phase);
  return canvas.pixels;
}

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];
const YELLOW: Colour = [255, 255, 0];

const PATCHES: readonly (readonly [letter: string, colour: Colour, ink: Colour])[] = [
  ['R', [255, 0, 0], WHITE],
  ['G', [0, 255, 0], BLACK],
  ['B', [0, 0, 255], WHITE],
];

/** From light to dark, as television has them. */
const BARS: readonly Colour[] = [
  WHITE,
  YELLOW,
  [0, 255, 255],
  [0, 255, 0],
  [255, 0, 255],
  [255, 0, 0],
  [0, 0, 255],
  BLACK,
];

const GREYS: readonly Colour[] = Array.from({ length: 8 }, (_, step) => {
  const level = Math.round((255 * step) / 7);
  return [level, level, level];
});

/** Behind the border one dark pixel, so that it stays a line of its own, and one more to breathe. */
function insideBorder({ width, height }: Geometry): Rectangle {
  return { x: 3, y: 3, endX: width - 3, endY: height - 3 };
}

/** The largest square in the circle: its side is the diameter / sqrt(2). */
function insideCircle({ width, height }: Geometry): Rectangle {
  const half = Math.floor(Math.min(width, height) / 2 / Math.SQRT2) - 1;
  const [middleX, middleY] = [width >> 1, height >> 1];
  return { x: middleX - half, y: middleY - half, endX: middleX + half, endY: middleY + half };
}

/** Five strips, by their share of the height; a strip is a little less, so that black is between them. */
function divide({ x, y, endX, endY }: Rectangle): [Rectangle, Rectangle, Rectangle, Rectangle, Rectangle] {
  const height = endY - y;
  const strip = (from: number, to: number): Rectangle => ({
    x,
    y: y + Math.round(height * from),
    endX,
    endY: y + Math.round(height * to) - 2,
  });
  return [strip(0, 0.26), strip(0.26, 0.5), strip(0.5, 0.66), strip(0.66, 0.84), { ...strip(0.84, 1), endY }];
}

/** The corners' names, and the arrow between them. */
function drawTop(canvas: PixelCanvas, strip: Rectangle): void {
  const scale = cornerScale(canvas.geometry);
  canvas.write('TL', strip.x, strip.y, scale, YELLOW);
  canvas.write('TR', strip.endX - textSize('TR', scale).width, strip.y, scale, YELLOW);
  const height = strip.endY - strip.y;
  const upScale = Math.max(1, Math.floor((height * 0.5) / 7));
  const half = Math.max(3, Math.floor(height * 0.4));
  const up = textSize('UP', upScale);
  const gap = upScale * 2;
  const left = Math.round((strip.x + strip.endX - (half * 2 + 1 + gap + up.width)) / 2);
  drawArrow(canvas, left + half, strip, half);
  canvas.write('UP', left + half * 2 + 1 + gap, strip.y + Math.round((height - up.height) / 2), upScale, WHITE);
}

/** A head as high as it is half wide, on a shaft a third as wide. */
function drawArrow(canvas: PixelCanvas, middle: number, { y, endY }: Rectangle, half: number): void {
  for (let row = 0; row <= half; row++) {
    canvas.fill({ x: middle - row, y: y + row, endX: middle + row + 1, endY: y + row + 1 }, WHITE);
  }
  const shaft = Math.floor(half / 3);
  canvas.fill({ x: middle - shaft, y: y + half, endX: middle + shaft + 1, endY }, WHITE);
}

function drawPatches(canvas: PixelCanvas, strip: Rectangle): void {
  for (const [index, [letter, colour, ink]] of PATCHES.entries()) {
    const patch = column(strip, index, PATCHES.length, 2);
    canvas.fill(patch, colour);
    writeInMiddle(canvas, letter, patch, Math.max(1, Math.floor(((patch.endY - patch.y) * 0.7) / 7)), ink);
  }
}

function drawGreys(canvas: PixelCanvas, strip: Rectangle): void {
  drawSteps(canvas, strip, GREYS);
  const scale = cornerScale(canvas.geometry);
  const y = Math.round((strip.y + strip.endY - textSize('L', scale).height) / 2);
  const margin = 2 * scale;
  const light = textSize('LIGHT', scale).width;
  // On the darkest steps in white and on the lightest in black: each can be read where the greys are right.
  canvas.write('DARK', strip.x + margin, y, scale, WHITE);
  canvas.write('LIGHT', strip.endX - light - margin, y, scale, BLACK);
}

function drawSteps(canvas: PixelCanvas, strip: Rectangle, colours: readonly Colour[]): void {
  for (const [index, colour] of colours.entries()) canvas.fill(column(strip, index, colours.length, 0), colour);
}

/** The other corners' names, and the picture's size between them where it fits. */
function drawBottom(canvas: PixelCanvas, strip: Rectangle): void {
  const { width, height } = canvas.geometry;
  const scale = cornerScale(canvas.geometry);
  const corner = textSize('BL', scale);
  const y = strip.endY - corner.height;
  canvas.write('BL', strip.x, y, scale, YELLOW);
  canvas.write('BR', strip.endX - corner.width, y, scale, YELLOW);
  const size = `${width}x${height}`;
  const room = strip.endX - strip.x - 2 * (corner.width + 4);
  const text = textSize(size, scale);
  if (text.width <= room) canvas.write(size, Math.round((strip.x + strip.endX - text.width) / 2), y, scale, WHITE);
}

/** From the left edge to the right in one loop; white between black, so that it is seen on every colour. */
function drawMovingBar(canvas: PixelCanvas, area: Rectangle, phase: number): void {
  const half = Math.max(1, Math.round((area.endX - area.x) / 200));
  const middle = area.x + Math.floor((area.endX - area.x) * phase);
  const clip = (from: number, to: number): Rectangle => ({
    ...area,
    x: Math.max(area.x, middle + from),
    endX: Math.min(area.endX, middle + to),
  });
  canvas.fill(clip(-2 * half, 3 * half), BLACK);
  canvas.fill(clip(-half, 2 * half), WHITE);
}

function writeInMiddle(canvas: PixelCanvas, text: string, area: Rectangle, scale: number, colour: Colour): void {
  const { width, height } = textSize(text, scale);
  const x = Math.round((area.x + area.endX - width) / 2);
  canvas.write(text, x, Math.round((area.y + area.endY - height) / 2), scale, colour);
}

/** Column `index` of `count`, with `gap` black pixels after each but the last. */
function column({ x, y, endX, endY }: Rectangle, index: number, count: number, gap: number): Rectangle {
  const width = endX - x + gap;
  const edge = (at: number) => x + Math.round((width * at) / count);
  return { x: edge(index), y, endX: edge(index + 1) - gap, endY };
}

/** Letters of 7 pixels up to 200 on the shorter side, of 14 from there on, of 21 from 300: about a fifteenth of it. */
function cornerScale({ width, height }: Geometry): number {
  return Math.max(1, Math.min(3, Math.floor(Math.min(width, height) / 100)));
}
