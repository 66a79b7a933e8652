import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { controllerNames } from '../../display/controllers/registry.js';
import type { Panel, Rotation } from '../../display/panel.js';

const degrees = z.literal([0, 90, 180, 270]);
// 4096: far above any SPI panel, and a frame (32 MB) that still fits in memory.
const side = z.int().min(1).max(4096);
const place = z.int().min(0).max(4096);
// A Pi has 54 lines at most (BCM2711); larger numbers are lines of port expanders.
const line = z.int().min(0).max(1023);

/** The keys of a panel description: what docs/adding-a-panel.md explains. Snake_case, as people write YAML. */
export const PanelDescription = z.strictObject({
  title: z.string().min(1),
  controller: z.string().refine((word) => isPath(word) || controllerNames().includes(word), {
    error: () =>
      `there are: ${controllerNames().join(', ')}; a module of your own is a path that begins with ./, ../ or /`,
  }),
  width: side,
  height: side,
  shape: z.enum(['rectangle', 'round']),
  turn: z.exactOptional(degrees),
  gram: z.exactOptional(z.strictObject({ width: side, height: side })),
  offset: z.exactOptional(z.strictObject({ x: place, y: place })),
  mirrored: z.exactOptional(z.boolean()),
  color_order: z.exactOptional(z.enum(['rgb', 'bgr'])),
  inverted: z.exactOptional(z.boolean()),
  word_bits: z.exactOptional(z.literal([8, 16])),
  spi_mode: z.exactOptional(z.literal([0, 3])),
  max_mhz: z.exactOptional(z.number().positive().max(200)),
  wiring: z.exactOptional(
    z.strictObject({
      device: z.string().regex(/^spidev\d+\.\d+$/, 'the name of an SPI device in /dev, like spidev0.0'),
      dc: line,
      reset: z.exactOptional(line),
      backlight: z.exactOptional(line),
    }),
  ),
});
export type PanelDescription = z.infer<typeof PanelDescription>;

/**
 * The panel that a description describes.
 *
 * @param path of the description: a controller's module is named relative to it.
 */
export function toPanel(name: string, path: string, rotation: Rotation, description: PanelDescription): Panel {
  const { controller, color_order, word_bits, spi_mode, max_mhz, ...same } = description;
  return {
    name,
    rotation,
    ...same,
    controller: isPath(controller) ? pathToFileURL(resolve(dirname(path), controller)).href : controller,
    ...(color_order !== undefined && { colorOrder: color_order }),
    ...(word_bits !== undefined && { wordBits: word_bits }),
    ...(spi_mode !== undefined && { spiMode: spi_mode }),
    ...(max_mhz !== undefined && { maxMhz: max_mhz }),
  };
}

function isPath(word: string): boolean {
  return /^\.{0,2}\//.test(word);
}
