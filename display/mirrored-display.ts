import type { TransferCost } from './dirty/transfer-cost.js';
import type { Display, DisplayTraffic, Geometry, Rectangle } from './display.js';
import type { SharedScreen } from './shared-screen.js';

/** A display whose picture is also on a {@link SharedScreen}, for the live preview. */
export class MirroredDisplay implements Display {
  readonly #display: Display;
  readonly #screen: SharedScreen;

  /** @param display becomes this one's: closed with it. */
  constructor(display: Display, screen: SharedScreen) {
    this.#display = display;
    this.#screen = screen;
  }

  get geometry(): Geometry {
    return this.#display.geometry;
  }

  get cost(): TransferCost | undefined {
    return this.#display.cost;
  }

  get traffic(): Readonly<DisplayTraffic> {
    return this.#display.traffic;
  }

  /** The glass first: the copy (4 us on x64, some 100 us on a Pi Zero, for 320x240) must not make the picture late. */
  present(pixels: Uint8Array, damage?: readonly Rectangle[]): void {
    this.#display.present(pixels, damage);
    this.#screen.publish(pixels);
  }

  setLit(lit: boolean): void {
    this.#display.setLit(lit);
    this.#screen.setLit(lit);
  }

  setBrightness(percent: number): void {
    this.#display.setBrightness(percent);
    this.#screen.setBrightness(percent);
  }

  close(): void {
    this.#display.close();
  }
}
