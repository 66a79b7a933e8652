import type { Controller } from './controller.js';
import { gc9a01 } from './gc9a01.js';
import { gc9107 } from './gc9107.js';
import { ili9341 } from './ili9341.js';
import { ili9486 } from './ili9486.js';
import { ili9488 } from './ili9488.js';
import { st7735 } from './st7735.js';
import { st7789 } from './st7789.js';
import { st7796 } from './st7796.js';

/** The controllers that framed knows, by name. */
export const BUILT_IN_CONTROLLERS: ReadonlyMap<string, Controller> = new Map(
  [gc9107, gc9a01, ili9341, ili9486, ili9488, st7735, st7789, st7796].map((controller) => [
    controller.name,
    controller,
  ]),
);
