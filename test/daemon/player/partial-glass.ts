import { modelBytes } from '../../../display/dirty/model-us.js';
import { wholePicture } from '../../../display/dirty/rectangle-list.js';
import type { TransferCost } from '../../../display/dirty/transfer-cost.js';
import type { Display, Geometry, Rectangle } from '../../../display/display.js';
import { frameBytes } from '../../../display/panel.js';

/** A display that believes what it is told: of each frame it keeps the pixels inside the damage and nothing else. */
export class PartialGlass implements Display {
  readonly geometry: Geometry;
  readonly cost: TransferCost;
  readonly traffic = { bytes: 0, rectangles: 0, busyMs: 0 };
  /** What is on the glass. */
  readonly pixels: Uint8Array;
  lit = true;
  /** Every brightness it was told. */
  readonly brightness: number[] = [];
  readonly #block: () => number;
  readonly #shown: (pixels: Uint8Array) => void;

  /**
   * @param options.shown is told of every frame after it was presented, with what is on the glass then.
   * @param options.block takes as long as presenting does, and returns how long that was, in milliseconds.
   */
  constructor({
    geometry,
    shown,
    block,
    cost = { mhz: 8, rectangleUs: 0, bytesPerPixel: 2, wholeWindow: false },
  }: {
    geometry: Geometry;
    shown: (pixels: Uint8Array) => void;
    block: () => number;
    cost?: TransferCost;
  }) {
    this.geometry = geometry;
    this.cost = cost;
    this.pixels = new Uint8Array(frameBytes(geometry));
    this.#shown = shown;
    this.#block = block;
  }

  present(pixels: Uint8Array, damage: readonly Rectangle[] = [wholePicture(this.geometry)]): void {
    const { width } = this.geometry;
    for (const { x, y, endX, endY } of damage) {
      for (let row = y; row < endY; row++) {
        const start = (row * width + x) * 2;
        this.pixels.set(pixels.subarray(start, (row * width + endX) * 2), start);
      }
    }
    if (!Buffer.from(this.pixels).equals(pixels)) throw new Error('The damage does not tell all that differs.');
    this.#shown(this.pixels);
    this.traffic.bytes += modelBytes(damage, this.cost);
    this.traffic.rectangles += damage.length;
    this.traffic.busyMs += this.#block();
  }

  setLit(lit: boolean): void {
    this.lit = lit;
  }

  setBrightness(percent: number): void {
    this.brightness.push(percent);
  }

  close(): void {}
}
