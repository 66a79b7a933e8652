/** What a finger did on the panel. */
export type Gesture = 'tap' | 'hold' | 'swipe-left' | 'swipe-right';

export interface TouchGestureOptions {
  onGesture(gesture: Gesture): void;
  /** How far the finger has pulled the picture sideways, in CSS pixels; 0 when it has let go. */
  onPull(px: number): void;
  /** Returns what cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A finger that moves less than this still taps or holds, in CSS pixels: about a millimetre and a half (96 px an inch: 38 px a cm). */
const STILL_PX = 8;
/** A swipe is at least this long: about a centimetre and a half. */
const SWIPE_PX = 56;
/** As phones have it for a press that is held. */
const HOLD_MS = 450;

/** Tells taps, holds and swipes of one pointer apart. */
export class TouchGesture {
  readonly #options: TouchGestureOptions;
  #start: Point | undefined;
  #isPulling = false;
  #cancelHold = () => {};

  constructor(options: TouchGestureOptions) {
    this.#options = options;
  }

  down(point: Point): void {
    this.#start = point;
    this.#isPulling = false;
    this.#cancelHold();
    this.#cancelHold = this.#options.after(HOLD_MS, () => {
      this.#start = undefined;
      this.#options.onGesture('hold');
    });
  }

  move({ x, y }: Point): void {
    if (this.#start === undefined) return;
    const dx = x - this.#start.x;
    if (!this.#isPulling) {
      if (Math.hypot(dx, y - this.#start.y) < STILL_PX) return;
      this.#cancelHold();
      this.#isPulling = true;
    }
    this.#options.onPull(dx);
  }

  up({ x }: Point): void {
    const start = this.#start;
    const isPull = this.#isPulling;
    this.cancel();
    if (start === undefined) return;
    if (!isPull) this.#options.onGesture('tap');
    else if (Math.abs(x - start.x) >= SWIPE_PX) this.#options.onGesture(x < start.x ? 'swipe-left' : 'swipe-right');
  }

  /** The browser took the finger, e.g. to scroll. */
  cancel(): void {
    this.#cancelHold();
    this.#start = undefined;
    if (this.#isPulling) this.#options.onPull(0);
    this.#isPulling = false;
  }
}
