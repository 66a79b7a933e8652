import type { TransferCost } from '../../display/dirty/transfer-cost.js';
import type { Display, DisplayTraffic, Geometry, Rectangle } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import type { SharedScreen } from '../../display/shared-screen.js';

/**
 * A display with something in front of what is presented. While it is there, frames are kept and not sent, which costs less than showing them; when it
 * goes, the newest of them is on the glass at once, paused or playing.
 */
export class OverlaidDisplay implements Display {
  readonly #display: Display;
  readonly #screen: SharedScreen;
  /** What is behind; undefined: nothing is in front. */
  #behind: Uint8Array | undefined;
  /** Nothing was presented yet, so that there is nothing behind. */
  #isBlank = true;
  /** What is on the glass is not the frame presented before: damage does not tell what differs. */
  #isStale = false;

  /** @param screen where the display's pictures are mirrored. */
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

  present(pixels: Uint8Array, damage?: readonly Rectangle[]): void {
    this.#isBlank = false;
    if (this.#behind !== undefined) {
      this.#behind.set(pixels);
      return;
    }
    this.#display.present(pixels, this.#isStale ? undefined : damage);
    this.#isStale = false;
  }

  /** Puts `pixels` in front, at once. */
  cover(pixels: Uint8Array): void {
    if (this.#behind === undefined) {
      this.#behind = new Uint8Array(frameBytes(this.geometry));
      this.#screen.readBack(this.#behind);
    }
    this.#display.present(pixels);
  }

  /** Shows `pixels` until the next frame is presented. */
  fill(pixels: Uint8Array): void {
    this.#behind = undefined;
    this.#isStale = true;
    this.#display.present(pixels);
  }

  /** Takes it away. Before the first frame it stays on the glass until that comes. */
  uncover(): void {
    const behind = this.#behind;
    if (behind === undefined) return;
    this.#behind = undefined;
    if (this.#isBlank) this.#isStale = true;
    else this.#display.present(behind);
  }

  setLit(lit: boolean): void {
    this.#display.setLit(lit);
  }

  setBrightness(percent: number): void {
    this.#display.setBrightness(percent);
  }

  close(): void {
    this.#display.close();
  }
}
