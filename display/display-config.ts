import type { BacklightConfig } from './backlight/open-backlight.js';
import type { Geometry } from './display.js';
import type { Panel, Rotation, Wiring } from './panel.js';

/** Which output to open, as plain data that may cross threads. */
export type DisplayConfig = VirtualDisplayConfig | SpiDisplayConfig | FramebufferDisplayConfig;

interface AnyDisplayConfig {
  /** Of the picture as people see it, rotation applied. */
  readonly geometry: Geometry;
  /** Folder that stands for "/" wherever /sys, /dev and /proc are read. Default: "/". */
  readonly systemRoot?: string;
}

/** No glass: the picture is in memory, for the browser to show. */
export interface VirtualDisplayConfig extends AnyDisplayConfig {
  readonly output: 'virtual';
  /** Play through the emulated chip, at the speed that its bus would have. */
  readonly emulate?: { readonly panel: Panel; readonly busMhz: number; readonly rectangleUs: number };
}

/** A panel on the SPI pins, driven from here. */
export interface SpiDisplayConfig extends AnyDisplayConfig {
  readonly output: 'spi';
  readonly panel: Panel;
  readonly bus: 'spidev' | 'rpio';
  readonly wiring: Wiring;
  /** Clock of the bus. Default: the fastest that panel and controller are known to take. */
  readonly mhz?: number;
  /** Fixed cost of a rectangle; measured at the opening where it is not given. */
  readonly rectangleUs?: number;
  readonly backlight: BacklightConfig;
}

/** A panel (or a screen) that the kernel drives. */
export interface FramebufferDisplayConfig extends AnyDisplayConfig {
  readonly output: 'framebuffer';
  /** "fb1", "1", or the name of its driver. */
  readonly device: string;
  /** How the glass hangs; the picture is turned on its way. The framebuffer's geometry is `geometry` before that. */
  readonly rotation: Rotation;
  readonly backlight: BacklightConfig;
}
