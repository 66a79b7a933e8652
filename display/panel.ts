import type { Geometry } from './display.js';

export type Rotation = 0 | 90 | 180 | 270;

/** The glass and its wiring, as config/panels/*.yaml describes it. A panel is data, not code. */
export interface Panel {
  /** Equal to the file's name without its ending, e.g. "ili9341-320x240". */
  readonly name: string;
  /** For people, e.g. "2.4 inch ILI9341, landscape". */
  readonly title: string;
  /** The chip: key of a controller. */
  readonly controller: string;
  /** Visible pixels at rotation 0, in the orientation the description calls upright. */
  readonly width: number;
  readonly height: number;
  readonly shape: 'rectangle' | 'round';
  /** Clockwise, applied to what people see; swaps width and height at 90 and 270. */
  readonly rotation: Rotation;
}

/** The picture's size as people see it: width and height exchanged where the panel is turned by a quarter. */
export function visibleGeometry({ width, height, rotation }: Pick<Panel, 'width' | 'height' | 'rotation'>): Geometry {
  return rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height };
}

/** Bytes of one RGB565 frame. */
export function frameBytes({ width, height }: Geometry): number {
  return width * height * 2;
}
