import type { Display, Rectangle } from './display.js';
import type { SharedScreen } from './shared-screen.js';
import { WrappedDisplay } from './wrapped-display.js';

/** A display whose picture is also on a {@link SharedScreen}, for the live preview. */
export class MirroredDisplay extends WrappedDisplay {
  readonly #screen: SharedScreen;

  /** @param display becomes this one's: closed with it. */
  constructor(display: Display, screen: SharedScreen) {
    super(display);
    this.#screen = screen;
  }

  /** The glass first: the copy (4 us on x64, some 100 us on a Pi Zero, for 320x240) must not make the picture late. */
  override present(pixels: Uint8Array, damage?: readonly Rectangle[]): void {
    this.behind.present(pixels, damage);
    this.#screen.publish(pixels);
  }

  override setLit(lit: boolean): void {
    this.behind.setLit(lit);
    this.#screen.setLit(lit);
  }

  override setBrightness(percent: number): void {
    this.behind.setBrightness(percent);
    this.#screen.setBrightness(percent);
  }
}
