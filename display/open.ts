import type { Display, Geometry } from './display.js';
import { VirtualDisplay } from './outputs/virtual.js';
import type { SharedScreen } from './shared-screen.js';

/** Which output to open, as plain data that may cross threads. */
export type DisplayConfig = VirtualDisplayConfig;

export interface VirtualDisplayConfig {
  readonly output: 'virtual';
  /** Of the picture as people see it, rotation applied. */
  readonly geometry: Geometry;
}

/**
 * Opens the display. Call it in the thread that will present, and only there: native modules load in one thread.
 *
 * @param screen where the virtual output keeps its pixels; created with the config's geometry.
 * @throws DisplayError where the output cannot be had.
 */
export function openDisplay(config: DisplayConfig, screen: SharedScreen): Display {
  switch (config.output) {
    case 'virtual':
      return new VirtualDisplay(screen);
  }
}
