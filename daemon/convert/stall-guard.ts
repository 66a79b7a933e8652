/** Calls `onStall` once where nothing has happened for `stallMs`. Holding ffmpeg back by not reading is not a stall. */
export class StallGuard {
  readonly #timer: NodeJS.Timeout;
  #touched = performance.now();

  /**
   * @param isHeldBack true while what came out waits for us
   * @param onStall called from a timer
   */
  constructor(stallMs: number, isHeldBack: () => boolean, onStall: () => void) {
    this.#timer = setInterval(() => {
      if (isHeldBack()) this.touch();
      if (performance.now() - this.#touched < stallMs) return;
      this.stop();
      onStall();
    }, stallMs / 8);
    this.#timer.unref();
  }

  /** Something happened. */
  readonly touch = (): void => {
    this.#touched = performance.now();
  };

  stop(): void {
    clearInterval(this.#timer);
  }
}
