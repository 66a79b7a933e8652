import type { Geometry } from '../../display/display.js';
import { Canvas, type Colour } from './canvas.js';
import { circle, convexPolygon, type Point } from './shapes.js';

/** The loop: the picture at phase 1 equals the picture at phase 0. */
export const SCENE_FRAMES = 80;
export const SCENE_FPS = 25;

const SKY_TOP: Colour = [32, 44, 96];
const SKY_LOW: Colour = [248, 152, 112];
const SUN: Colour = [248, 228, 168];
const SAIL: Colour = [248, 244, 232];
const SAIL_SHADE: Colour = [224, 208, 192];
const HULL: Colour = [88, 44, 56];

/** Where the sky meets the sea, as part of the height. */
const HORIZON = 0.62;

interface Wave {
  /** Middle line, as part of the height. */
  level: number;
  /** Of a crest above it, and from crest to crest: parts of the picture's shorter side. */
  height: number;
  length: number;
  /** Wave lengths travelled in a loop, to the left; whole, so that the loop closes. */
  turns: number;
  colour: Colour;
}

/** Back to front. The boat sails behind the last two. */
const FAR_WAVES: readonly Wave[] = [
  { level: HORIZON, height: 0.012, length: 0.5, turns: -1, colour: [192, 108, 120] },
  { level: 0.69, height: 0.018, length: 0.66, turns: 1, colour: [128, 80, 120] },
];
const NEAR_WAVES: readonly Wave[] = [
  { level: 0.78, height: 0.024, length: 0.9, turns: -1, colour: [72, 60, 112] },
  { level: 0.88, height: 0.03, length: 1.2, turns: 1, colour: [32, 40, 88] },
];

/**
 * Draws a boat on an evening sea: flat colours and slow edges, so that a frame differs little from the one before it and the whole loop
 * packs small.
 *
 * @param phase where in the loop, [0, 1)
 * @returns width * height * 2 bytes, RGB565 big-endian
 */
export function drawScene(geometry: Geometry, phase: number): Uint8Array {
  const { width, height } = geometry;
  const side = Math.min(width, height);
  const canvas = new Canvas(geometry);
  canvas.paintRows((y) => between(SKY_TOP, SKY_LOW, Math.min(1, y / (height * HORIZON))));
  canvas.paintShape(circle({ x: width * 0.5, y: height * 0.46 }, side * 0.15), SUN);
  for (const wave of FAR_WAVES) canvas.paintBelow(crestOf(wave, geometry, side, phase), wave.colour);
  for (const { shape, colour } of boatAt(geometry, side, phase)) canvas.paintShape(shape, colour);
  for (const wave of NEAR_WAVES) canvas.paintBelow(crestOf(wave, geometry, side, phase), wave.colour);
  return canvas.toRgb565();
}

/** The height of a wave's surface at the middle of every column, in pixels from the top. */
function crestOf(wave: Wave, { width, height }: Geometry, side: number, phase: number): Float64Array {
  return new Float64Array(width).map((_, x) => {
    const angle = 2 * Math.PI * ((x + 0.5 - width / 2) / (wave.length * side) + wave.turns * phase);
    return height * wave.level + side * wave.height * Math.sin(angle);
  });
}

/** Sails and hull, heaving and rolling once a loop. */
function boatAt({ width, height }: Geometry, side: number, phase: number) {
  const swell = Math.sin(2 * Math.PI * phase);
  const heel = 0.04 + 0.07 * swell;
  const unit = side * 0.06;
  const water = height * 0.69 + side * 0.018 * swell;
  const place = (x: number, y: number): Point => ({
    x: width / 2 + unit * (x * Math.cos(heel) - y * Math.sin(heel)),
    y: water + unit * (x * Math.sin(heel) + y * Math.cos(heel)),
  });
  return [
    { colour: SAIL, shape: convexPolygon([place(0.1, -5), place(2.3, -0.9), place(0.1, -0.9)]) },
    { colour: SAIL_SHADE, shape: convexPolygon([place(-0.1, -4.4), place(-0.1, -0.9), place(-1.7, -0.9)]) },
    { colour: HULL, shape: convexPolygon([place(-2.2, -0.6), place(2.6, -0.6), place(1.7, 0.5), place(-1.5, 0.5)]) },
  ];
}

function between([r0, g0, b0]: Colour, [r1, g1, b1]: Colour, share: number): Colour {
  return [r0 + (r1 - r0) * share, g0 + (g1 - g0) * share, b0 + (b1 - b0) * share];
}
