import type { Panel } from '../panel.js';
import { isOpen, type Missing, type Route } from './finding.js';
import { framebufferRoute } from './framebuffer-route.js';
import type { MachineFacts } from './machine-facts.js';
import { type SpiBus, spiRoute } from './spi-route.js';

export type WantedOutput = 'auto' | 'spi' | 'framebuffer' | 'virtual';

export interface ChosenOutput {
  readonly output: 'spi' | 'framebuffer' | 'virtual';
  /** For spi and framebuffer: the value of `device` that their configuration wants. */
  readonly device?: string;
  /** What was missing for real glass, one sentence each with its remedy. Empty where there is real glass, or none was wanted. */
  readonly missing: readonly string[];
}

export interface OutputWishes {
  /** `display.framebuffer.device`. */
  readonly framebuffer?: string | undefined;
  /** `display.spi.bus`. Default: spidev. */
  readonly bus?: SpiBus | undefined;
  /** What the bus is to carry; absent: nothing is said about its speed. */
  readonly speed?: BusSpeed | undefined;
}

export interface BusSpeed {
  /** The clock asked for. */
  readonly mhz: number;
  readonly bytesPerPixel: 2 | 3;
}

/**
 * Which output to play on. Whatever is missing, there is one: the virtual panel at least.
 *
 * auto: a panel that the kernel drives, else one on the SPI pins, else the virtual one. What is asked for by name is taken or missed,
 * never replaced by other glass.
 *
 * @param panel with the wiring that the configuration gives it, where it gives any.
 */
export function chooseOutput(
  facts: MachineFacts,
  panel: Panel,
  wanted: WantedOutput,
  { framebuffer, bus }: OutputWishes = {},
): ChosenOutput {
  if (wanted === 'virtual') return { output: 'virtual', missing: [] };
  const routes = routesFor(wanted, facts, panel, { framebuffer, bus });
  const open = routes.find(isOpen);
  if (open !== undefined) return { output: open.output, device: open.device, missing: [] };
  return { output: 'virtual', missing: routes.flatMap(({ missing }) => missing.map(sentence)) };
}

/** The ways to real glass, best first. */
export function routesFor(
  wanted: Exclude<WantedOutput, 'virtual'>,
  facts: MachineFacts,
  panel: Panel,
  { framebuffer, bus }: OutputWishes = {},
): Route[] {
  const overFramebuffer = () => framebufferRoute(facts, panel, framebuffer);
  const overSpi = () => spiRoute(facts, panel, bus);
  if (wanted === 'framebuffer') return [overFramebuffer()];
  if (wanted === 'spi') return [overSpi()];
  return [overFramebuffer(), overSpi()];
}

function sentence({ what, remedy }: Missing): string {
  return `${what} To mend it, ${remedy}`;
}
