/**
 * The two lines of a rotary encoder as a number that turns around (Gray code): 00, 01, 11, 10. One step to the next is +1 or -1; a jump of
 * two is one that was missed and says nothing of the direction; what bounces goes one forth and one back.
 */
const POSITION: readonly number[] = [0, 1, 3, 2];

/** Makes clicks of the levels of a rotary encoder's two lines. */
export class Encoder {
  readonly #stepsPerClick: number;
  readonly #onClick: (direction: 1 | -1) => void;
  readonly #restPosition: number;
  #a: boolean;
  #b: boolean;
  /** Since the shaft last rested. */
  #steps = 0;

  /**
   * @param stepsPerClick 4, 2 or 1: how far the shaft turns from one place where it rests to the next
   * @param at the levels it begins with, at rest
   * @param onClick 1 to the right, -1 to the left, where `a` changes before `b` when it is turned to the right
   */
  constructor(stepsPerClick: number, at: { a: boolean; b: boolean }, onClick: (direction: 1 | -1) => void) {
    this.#stepsPerClick = stepsPerClick;
    this.#onClick = onClick;
    this.#a = at.a;
    this.#b = at.b;
    this.#restPosition = this.#position();
  }

  changed(line: 'a' | 'b', isHigh: boolean): void {
    const before = this.#position();
    if (line === 'a') this.#a = isHigh;
    else this.#b = isHigh;
    const moved = (this.#position() - before + 4) % 4;
    if (moved === 1) this.#steps -= 1;
    else if (moved === 3) this.#steps += 1;
    if ((this.#position() - this.#restPosition) % this.#stepsPerClick === 0) this.#rest();
  }

  /** Half a click and more was one, of which steps were missed; what is less was none. */
  #rest(): void {
    const steps = this.#steps;
    this.#steps = 0;
    if (Math.abs(steps) * 2 >= this.#stepsPerClick) this.#onClick(steps > 0 ? 1 : -1);
  }

  #position(): number {
    return POSITION[(this.#a ? 2 : 0) + (this.#b ? 1 : 0)] ?? 0;
  }
}
