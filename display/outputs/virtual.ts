import { type Display, DisplayError, type DisplayTraffic, type Geometry, type Rectangle } from '../display.js';
import { requireFrame } from '../require-frame.js';
import type { SharedScreen } from '../shared-screen.js';

/** A display without glass: its pixels are a {@link SharedScreen}, which the live preview shows. */
export class VirtualDisplay implements Display {
  readonly geometry: Geometry;
  readonly cost = undefined;
  readonly traffic: DisplayTraffic = { bytes: 0, rectangles: 0, busyMs: 0 };
  readonly #screen: SharedScreen;
  #closed = false;

  constructor(screen: SharedScreen) {
    this.geometry = screen.geometry;
    this.#screen = screen;
  }

  /** Copies the whole frame whatever the damage is: 4 us for 320x240, and the buffer behind is two frames old. */
  present(pixels: Uint8Array, _damage?: readonly Rectangle[]): void {
    if (this.#closed)
      throw new DisplayError('display-closed', 'The virtual display was closed and takes no more frames.');
    requireFrame(pixels, this.geometry);
    this.#screen.publish(pixels);
    this.traffic.bytes += pixels.length;
    this.traffic.rectangles++;
  }

  setLit(lit: boolean): void {
    this.#screen.setLit(lit);
  }

  setBrightness(percent: number): void {
    this.#screen.setBrightness(percent);
  }

  close(): void {
    this.#closed = true;
  }
}
