import type { Backlight } from '../../display/backlight/backlight.js';
import { EmulatedBus, type EmulatedBusOptions } from '../../display/bus/emulated-bus.js';
import type { Controller } from '../../display/controllers/controller.js';
import { Emulator } from '../../display/emulator/emulator.js';
import { resolveGlass } from '../../display/glass.js';
import { SpiPanelDisplay, type SpiPanelOptions } from '../../display/outputs/spi-panel.js';
import { frameBytes, type Panel } from '../../display/panel.js';
import { ManualClock } from './manual-clock.js';

/** A light that remembers what it was told. */
export class RememberedLight implements Backlight {
  /** 0 to 1. */
  light = 1;
  closed = false;

  set(light: number): void {
    this.light = light;
  }

  close(): void {
    this.closed = true;
  }
}

export interface EmulatedGlassOptions
  extends Partial<Omit<EmulatedBusOptions, 'emulator'>>,
    Pick<Partial<SpiPanelOptions>, 'cost'> {
  /** The panel that is really there. Default: the one that the display is told. */
  real?: Panel;
}

/** A whole panel without a machine: display, bus, chip, light and time. */
export class EmulatedGlass {
  readonly clock = new ManualClock();
  readonly light = new RememberedLight();
  readonly emulator: Emulator;
  readonly bus: EmulatedBus;
  readonly display: SpiPanelDisplay;

  constructor(panel: Panel, controller: Controller, options: EmulatedGlassOptions = {}) {
    const { cost, real = panel, ...busOptions } = options;
    this.emulator = new Emulator({ panel: real, controller, maxTransferBytes: busOptions.maxTransferBytes ?? 4096 });
    this.bus = new EmulatedBus({ emulator: this.emulator, clockHz: 40_000_000, clock: this.clock, ...busOptions });
    this.display = new SpiPanelDisplay({
      glass: resolveGlass(panel, controller),
      bus: this.bus,
      backlight: this.light,
      clock: this.bus,
      ...(cost && { cost }),
    });
  }

  /** What a person sees. */
  pixels(): Buffer {
    const picture = Buffer.alloc(frameBytes(this.emulator.geometry));
    this.emulator.visiblePixels(picture);
    return picture;
  }

  lit(): boolean {
    return this.light.light > 0;
  }
}
