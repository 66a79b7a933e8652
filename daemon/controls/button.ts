import type { Timers } from '../control/timers.js';

export interface ButtonOptions {
  /** What a press does. */
  readonly onPress: () => void;
  /** What holding it down does; then a press is one that was short. */
  readonly onHold?: (() => void) | undefined;
  /** A press is repeated while the button is held: for brightness. Not together with `onHold`. */
  readonly repeats?: boolean;
  readonly timers: Timers;
}

/** As long as phones take for it. */
const HOLD_MS = 600;
/** From the dimmest to the brightest by tens in under two seconds. */
const REPEAT_MS = 150;

/** Makes presses of a level. */
export class Button {
  readonly #options: ButtonOptions;
  #isDown = false;
  #wasHeld = false;
  #cancel = () => {};

  constructor(options: ButtonOptions) {
    this.#options = options;
  }

  /** Its level changed. A level that it had already is no change: the kernel may drop the one between two. */
  changed(isDown: boolean): void {
    if (isDown === this.#isDown) return;
    this.#isDown = isDown;
    if (isDown) this.#down();
    else this.#up();
  }

  /** Nothing more happens. */
  close(): void {
    this.#cancel();
  }

  #down(): void {
    const { onPress, onHold, repeats, timers } = this.#options;
    this.#wasHeld = false;
    if (onHold) {
      this.#cancel = timers.after(HOLD_MS, () => {
        this.#wasHeld = true;
        onHold();
      });
      return;
    }
    onPress();
    if (!repeats) return;
    this.#cancel = timers.after(HOLD_MS, () => {
      onPress();
      this.#cancel = timers.every(REPEAT_MS, onPress);
    });
  }

  #up(): void {
    const { onPress, onHold } = this.#options;
    this.#cancel();
    if (onHold && !this.#wasHeld) onPress();
  }
}
