/**
 * Brings the light of the glass to where it is wanted, in steps that nobody sees as such.
 *
 * Goes evenly from what it is at the moment, in percent as people perceive it. Pure but for the one call that sets the light.
 */
export class BrightnessFade {
  readonly #setBrightness: (percent: number) => void;
  /** Undefined before the first step: what the display has is not known. */
  #shown: number | undefined;
  #target = 0;
  #from = 0;
  #startMs = 0;
  #endMs = 0;
  /** Of the next step. */
  #nextMs = 0;

  /** @param setBrightness as Display.setBrightness. */
  constructor(setBrightness: (percent: number) => void) {
    this.#setBrightness = setBrightness;
  }

  /**
   * Does what is due now.
   *
   * @param target in percent. A new one begins a new fade of `fadeMs`; the very first is set at once, for a display just opened.
   * @returns when to come again, in milliseconds; Infinity: the target is reached.
   */
  step(nowMs: number, target: number, fadeMs: number): number {
    if (this.#shown === undefined) this.#aim(nowMs, target, 0);
    else if (target !== this.#target) this.#aim(nowMs, target, fadeMs);
    if (this.#shown === this.#target) return Number.POSITIVE_INFINITY;
    if (nowMs < this.#nextMs) return this.#nextMs - nowMs;
    this.#nextMs = nowMs + STEP_MS;
    this.#show(this.#valueAt(nowMs));
    return this.#shown === this.#target ? Number.POSITIVE_INFINITY : STEP_MS;
  }

  #aim(nowMs: number, target: number, fadeMs: number): void {
    this.#target = target;
    this.#from = this.#shown ?? target;
    this.#startMs = nowMs;
    this.#endMs = nowMs + fadeMs;
    this.#nextMs = nowMs;
  }

  #valueAt(nowMs: number): number {
    if (nowMs >= this.#endMs) return this.#target;
    const share = (nowMs - this.#startMs) / (this.#endMs - this.#startMs);
    return this.#from + (this.#target - this.#from) * share;
  }

  #show(percent: number): void {
    this.#shown = percent;
    this.#setBrightness(percent);
  }
}

/** 50 steps a second: two percent each where a fade goes all the way in one, and closer together than frames of film. */
const STEP_MS = 20;
