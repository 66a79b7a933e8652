import type { Backlight } from '../backlight/backlight.js';
import { EmulatedBus, TRANSFERS_PER_RECTANGLE } from '../bus/emulated-bus.js';
import type { SleepingClock } from '../bus/wire-clock.js';
import type { Controller } from '../controllers/controller.js';
import type { TransferCost } from '../dirty/transfer-cost.js';
import type { Display, DisplayTraffic, Geometry, Rectangle } from '../display.js';
import { Emulator } from '../emulator/emulator.js';
import { resolveGlass } from '../glass.js';
import { frameBytes, type Panel } from '../panel.js';
import type { SharedScreen } from '../shared-screen.js';
import { SpiPanelDisplay } from './spi-panel.js';

export interface EmulatedPanelOptions {
  panel: Panel;
  controller: Controller;
  /** Where the emulated glass can be seen; of the panel's visible geometry. */
  screen: SharedScreen;
  /** Clock of the simulated bus. */
  busMhz: number;
  /** What a rectangle costs on it beside its bits. Default: 100, as over spidev. */
  rectangleUs?: number | undefined;
  /** Default: the machine's. */
  clock?: SleepingClock;
}

/**
 * A panel without a panel: init table, windows and pixels go over a simulated bus into an emulated chip, in the time that they would take,
 * and what a person would see on the glass is shown on the screen. A controller module that is wrong shows it here, or is told what the
 * datasheet demands (EmulatorError).
 */
export class EmulatedPanel implements Display {
  readonly geometry: Geometry;
  readonly #screen: SharedScreen;
  readonly #emulator: Emulator;
  readonly #bus: EmulatedBus;
  readonly #display: SpiPanelDisplay;
  readonly #visible: Uint8Array;

  /** @throws DisplayError where the panel does not fit the controller, as on a real bus. */
  constructor({ panel, controller, screen, busMhz, rectangleUs = 100, clock }: EmulatedPanelOptions) {
    this.#emulator = new Emulator({ panel, controller, maxTransferBytes: MAX_TRANSFER_BYTES });
    this.#bus = new EmulatedBus({
      emulator: this.#emulator,
      clockHz: busMhz * 1e6,
      transferUs: rectangleUs / TRANSFERS_PER_RECTANGLE,
      maxTransferBytes: MAX_TRANSFER_BYTES,
      ...(clock && { clock }),
    });
    this.#display = new SpiPanelDisplay({
      glass: resolveGlass(panel, controller),
      bus: this.#bus,
      backlight: NO_LIGHT,
      cost: { mhz: busMhz, rectangleUs },
      clock: this.#bus,
    });
    this.geometry = this.#display.geometry;
    this.#screen = screen;
    this.#visible = new Uint8Array(frameBytes(this.geometry));
  }

  get cost(): TransferCost | undefined {
    return this.#display.cost;
  }

  get traffic(): Readonly<DisplayTraffic> {
    return this.#display.traffic;
  }

  /** Takes as long as bringing up the panel takes: a quarter of a second or more. */
  open(): void {
    this.#display.open();
    this.#show();
  }

  present(pixels: Uint8Array, damage?: readonly Rectangle[]): void {
    this.#display.present(pixels, damage);
    this.#show();
  }

  setLit(lit: boolean): void {
    this.#display.setLit(lit);
    this.#screen.setLit(lit);
    this.#show();
  }

  setBrightness(percent: number): void {
    this.#display.setBrightness(percent);
    this.#screen.setBrightness(percent);
  }

  /** The screen keeps its last picture. */
  close(): void {
    this.#display.close();
  }

  #show(): void {
    this.#bus.aside(() => {
      this.#emulator.visiblePixels(this.#visible);
      this.#screen.publish(this.#visible);
    });
  }
}

/** What spidev.bufsiz is raised to for panels: a frame's gaps between transfers cost nothing then. */
const MAX_TRANSFER_BYTES = 65_536;

/** The screen tells how bright it is. */
const NO_LIGHT: Backlight = { set: () => {}, close: () => {} };
