import type { TransferCost } from './dirty/transfer-cost.js';
import type { Display, DisplayTraffic, Geometry, Rectangle } from './display.js';

/** A display in front of another one, which it passes everything on to; what it does differently it overrides. */
export class WrappedDisplay implements Display {
  /** The one behind: becomes this one's, and is closed with it. */
  protected readonly behind: Display;

  constructor(behind: Display) {
    this.behind = behind;
  }

  get geometry(): Geometry {
    return this.behind.geometry;
  }

  get cost(): TransferCost | undefined {
    return this.behind.cost;
  }

  get traffic(): Readonly<DisplayTraffic> {
    return this.behind.traffic;
  }

  present(pixels: Uint8Array, damage?: readonly Rectangle[]): void {
    this.behind.present(pixels, damage);
  }

  setLit(lit: boolean): void {
    this.behind.setLit(lit);
  }

  setBrightness(percent: number): void {
    this.behind.setBrightness(percent);
  }

  close(): void {
    this.behind.close();
  }
}
