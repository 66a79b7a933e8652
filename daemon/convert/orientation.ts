import type { Rotation } from '../../display/panel.js';

/** How a stored picture has to be turned to be seen upright, in EXIF's numbers: 1 is as it is, 6 a quarter clockwise (TIFF 6.0, tag 274). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** x' = a x + b y; y' = c x + d y, with y pointing down. */
type Turn = readonly [a: number, b: number, c: number, d: number];

const TURNS: Readonly<Record<Orientation, Turn>> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, -1, 1, 0],
  7: [0, -1, -1, 0],
  8: [0, 1, -1, 0],
};

const FILTERS: Readonly<Record<Orientation, readonly string[]>> = {
  1: [],
  2: ['hflip'],
  3: ['hflip', 'vflip'],
  4: ['vflip'],
  5: ['transpose=cclock_flip'],
  6: ['transpose=clock'],
  7: ['transpose=clock_flip'],
  8: ['transpose=cclock'],
};

const ORIENTATIONS: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

/** ffmpeg filters that turn the stored picture upright. */
export function orientationFilters(orientation: Orientation): readonly string[] {
  return FILTERS[orientation];
}

/** True where width and height are exchanged. */
export function isQuarterTurn(orientation: Orientation): boolean {
  return orientation >= 5;
}

/** Where a point of the upright picture lies in the stored one. Both in shares of width and height, 0 to 1. */
export function storedPoint(orientation: Orientation, { x, y }: { x: number; y: number }): { x: number; y: number } {
  const [a, b, c, d] = TURNS[orientation];
  // A turn's inverse is its transpose; about the middle there is nothing to shift.
  const [right, down] = [x - 0.5, y - 0.5];
  return { x: a * right + c * down + 0.5, y: b * right + d * down + 0.5 };
}

/** The orientation that first does `orientation` and then turns clockwise by `rotation`. */
export function turnFurther(orientation: Orientation, rotation: Rotation): Orientation {
  const rotations: Readonly<Record<Rotation, Orientation>> = { 0: 1, 90: 6, 180: 3, 270: 8 };
  const [a, b, c, d] = TURNS[rotations[rotation]];
  const [e, f, g, h] = TURNS[orientation];
  return nearestOrientation(a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h);
}

/**
 * Reads a display matrix as ffprobe prints it: three rows of three 16.16 numbers, each row behind "0000000N:".
 * ISO/IEC 14496-12, 8.2.2: x' = m[0] x + m[3] y, y' = m[1] x + m[4] y. Crooked angles go to the nearest quarter.
 */
export function orientationOfMatrix(printed: string): Orientation {
  const numbers = printed
    .replace(/^\s*[0-9a-f]{8}:/gim, ' ')
    .trim()
    .split(/\s+/)
    .map(Number);
  return numbers.length !== 9 || numbers.some(Number.isNaN) ? 1 : orientationOfNumbers(numbers);
}

/** The nine numbers of a display matrix, row by row. */
export function orientationOfNumbers([a = 0, c = 0, , b = 0, d = 0]: readonly number[]): Orientation {
  return nearestOrientation(a, b, c, d);
}

/** An EXIF number as found in a file; anything outside 1 to 8 counts as upright. */
export function orientationOfNumber(value: number): Orientation {
  return ORIENTATIONS.find((orientation) => orientation === value) ?? 1;
}

function nearestOrientation(a: number, b: number, c: number, d: number): Orientation {
  let best: Orientation = 1;
  let bestMatch = 0;
  for (const orientation of ORIENTATIONS) {
    const [e, f, g, h] = TURNS[orientation];
    const match = a * e + b * f + c * g + d * h;
    if (match > bestMatch) [best, bestMatch] = [orientation, match];
  }
  return best;
}
