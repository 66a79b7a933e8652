import type { BacklightConfig } from './backlight/open-backlight.js';
import type { Display } from './display.js';
import type {
  DisplayConfig,
  FramebufferDisplayConfig,
  SpiDisplayConfig,
  VirtualDisplayConfig,
} from './display-config.js';
import { MirroredDisplay } from './mirrored-display.js';
import { visibleGeometry } from './panel.js';
import { RotatedDisplay } from './rotated-display.js';
import type { SharedScreen } from './shared-screen.js';

export interface OpenDisplayOptions {
  /** Where the picture is mirrored for the preview; created with the config's geometry. */
  readonly screen: SharedScreen;
  /** Hears in one sentence what could not be done and does not prevent a picture. */
  readonly warn?: (message: string) => void;
}

/**
 * Opens the display. Call it in the thread that will present, and only there: native modules load in one thread. What an output needs is
 * loaded with it, so that a machine without the native modules still has the others.
 *
 * @throws DisplayError, whose message says what to do, where the output cannot be had.
 */
export async function openDisplay(config: DisplayConfig, options: OpenDisplayOptions): Promise<Display> {
  switch (config.output) {
    case 'virtual':
      return openVirtual(config, options);
    case 'spi':
      return new MirroredDisplay(await openSpi(config), options.screen);
    case 'framebuffer':
      return new MirroredDisplay(await openFramebuffer(config, options), options.screen);
  }
}

async function openVirtual({ emulate }: VirtualDisplayConfig, { screen }: OpenDisplayOptions): Promise<Display> {
  if (emulate === undefined) {
    const { VirtualDisplay } = await import('./outputs/virtual.js');
    return new VirtualDisplay(screen);
  }
  const [{ EmulatedPanel }, { loadController }] = await Promise.all([
    import('./outputs/emulated-panel.js'),
    import('./controllers/registry.js'),
  ]);
  const { panel, busMhz, rectangleUs } = emulate;
  const controller = await loadController(panel.controller);
  const display = new EmulatedPanel({ panel, controller, screen, busMhz, rectangleUs });
  display.open();
  return display;
}

async function openSpi(config: SpiDisplayConfig): Promise<Display> {
  const [{ SpiPanelDisplay }, { loadController }, { resolveGlass }] = await Promise.all([
    import('./outputs/spi-panel.js'),
    import('./controllers/registry.js'),
    import('./glass.js'),
  ]);
  const { panel, rectangleUs } = config;
  const glass = resolveGlass(panel, await loadController(panel.controller));
  const mhz = config.mhz ?? glass.maxMhz;
  const bus = await openBus(config, mhz);
  try {
    const backlight = await openLight(config.backlight, config);
    const cost = rectangleUs === undefined ? {} : { cost: { mhz: bus.clockHz / 1e6, rectangleUs } };
    const display = new SpiPanelDisplay({ glass, bus, backlight, ...cost });
    display.open();
    return display;
  } catch (error) {
    bus.close();
    throw error;
  }
}

async function openBus({ bus, wiring, panel, systemRoot = '/' }: SpiDisplayConfig, mhz: number) {
  const options = { wiring, mhz, wordBits: panel.wordBits, spiMode: panel.spiMode, systemRoot };
  if (bus === 'rpio') return (await import('./bus/rpio-bus.js')).openRpioBus(options);
  return (await import('./bus/spidev-bus.js')).openSpidevBus(options);
}

async function openFramebuffer(config: FramebufferDisplayConfig, { warn }: OpenDisplayOptions): Promise<Display> {
  const { FramebufferDisplay } = await import('./outputs/framebuffer.js');
  const { device, rotation, systemRoot } = config;
  const geometry = visibleGeometry({ ...config.geometry, rotation });
  const backlight = config.backlight.kind === 'none' ? {} : { backlight: await openLight(config.backlight, config) };
  const display = FramebufferDisplay.open({
    device,
    geometry,
    ...backlight,
    ...(warn !== undefined && { warn }),
    ...(systemRoot !== undefined && { systemRoot }),
  });
  return rotation === 0 ? display : new RotatedDisplay(display, rotation);
}

async function openLight(backlight: BacklightConfig, { systemRoot }: { readonly systemRoot?: string }) {
  const { openBacklight } = await import('./backlight/open-backlight.js');
  return openBacklight(backlight, systemRoot === undefined ? {} : { systemRoot });
}
