import type { Display, Rectangle } from '../../display/display.js';
import { frameBytes } from '../../display/panel.js';
import type { SharedScreen } from '../../display/shared-screen.js';
import { WrappedDisplay } from '../../display/wrapped-display.js';

/**
 * A display with something in front of what is presented. While it is there, frames are kept and not sent, which costs less than showing them; when it
 * goes, the newest of them is on the glass at once, paused or playing.
 */
export class OverlaidDisplay extends WrappedDisplay {
  readonly #screen: SharedScreen;
  /** The frame that is kept meanwhile; undefined: nothing is in front. */
  #frame: Uint8Array | undefined;
  /** Nothing was presented yet, so that there is nothing behind. */
  #isBlank = true;
  /** What is on the glass is not the frame presented before: damage does not tell what differs. */
  #isStale = false;

  /** @param screen where the display's pictures are mirrored. */
  constructor(display: Display, screen: SharedScreen) {
    super(display);
    this.#screen = screen;
  }

  override present(pixels: Uint8Array, damage?: readonly Rectangle[]): void {
    this.#isBlank = false;
    if (this.#frame !== undefined) {
      this.#frame.set(pixels);
      return;
    }
    this.behind.present(pixels, this.#isStale ? undefined : damage);
    this.#isStale = false;
  }

  /** Puts `pixels` in front, at once. */
  cover(pixels: Uint8Array): void {
    if (this.#frame === undefined) {
      this.#frame = new Uint8Array(frameBytes(this.geometry));
      this.#screen.readBack(this.#frame);
    }
    this.behind.present(pixels);
  }

  /** Shows `pixels` until the next frame is presented. */
  fill(pixels: Uint8Array): void {
    this.#frame = undefined;
    this.#isStale = true;
    this.behind.present(pixels);
  }

  /** Takes it away. Before the first frame it stays on the glass until that comes. */
  uncover(): void {
    const frame = this.#frame;
    if (frame === undefined) return;
    this.#frame = undefined;
    if (this.#isBlank) this.#isStale = true;
    else this.behind.present(frame);
  }
}
