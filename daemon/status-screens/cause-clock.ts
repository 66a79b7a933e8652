/** Since when something is so. */
export interface Cause<Detail> {
  readonly sinceMs: number;
  /** As it was when it began: a screen does not change its figures every second. */
  readonly detail: Detail;
}

/** What goes away for less than this and comes back is the same as before: it does not begin to be shown anew each time. */
const QUIET_MS = 60_000;

/** Remembers since when a cause is there, through short breaks. */
export class CauseClock<Detail> {
  #cause: Cause<Detail> | undefined;
  #goneAtMs: number | undefined;
  readonly #isSame: (before: Detail, now: Detail) => boolean;

  /** @param isSame whether it is the same as before with this detail. Default: it is, whatever that says. */
  constructor(isSame: (before: Detail, now: Detail) => boolean = () => true) {
    this.#isSame = isSame;
  }

  /** @param detail undefined: it is not there. Returns the cause where it is. */
  update(detail: Detail | undefined, nowMs: number): Cause<Detail> | undefined {
    if (detail === undefined) {
      this.#goneAtMs ??= nowMs;
      return undefined;
    }
    const isOther = this.#goneAtMs !== undefined && nowMs - this.#goneAtMs > QUIET_MS;
    this.#goneAtMs = undefined;
    if (this.#cause === undefined || isOther || !this.#isSame(this.#cause.detail, detail))
      this.#cause = { sinceMs: nowMs, detail };
    return this.#cause;
  }
}
