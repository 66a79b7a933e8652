import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.js';

/** A code is read, typed or scanned well within it. */
const CODE_MS = 2 * 60_000;
/** A code is given up after so many wrong ones: typing errors are allowed, guessing is not (5 of 10^6). */
const TRIES = 5;
const DIGITS = 6;

export interface PairingTimers {
  after(delayMs: number, callback: () => void): () => void;
}

export interface PairingOptions {
  readonly clock: Clock;
  readonly timers: PairingTimers;
  /** True where a code stands, one after the other, without being asked for: nobody is paired, and there is glass to read it from. */
  readonly stands: () => boolean;
  /** The code is another one, or gone. */
  readonly onChange: () => void;
  /** Default: a random one of six digits. */
  readonly newCode?: () => string;
}

export interface ShownCode {
  readonly code: string;
  readonly expiresInMs: number;
  /** Somebody waits for it; else it stands because nobody is paired. */
  readonly wasAskedFor: boolean;
}

export type Try =
  | { readonly outcome: 'right' }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'closed' };

/** The code on the glass: lives two minutes and five tries. */
export class Pairing {
  readonly #options: PairingOptions;
  #current:
    | { readonly code: string; readonly untilMs: number; triesLeft: number; readonly wasAskedFor: boolean }
    | undefined;
  #cancelTimer = () => {};

  constructor(options: PairingOptions) {
    this.#options = options;
  }

  /** Undefined while there is none, and nobody can be paired. */
  get shown(): ShownCode | undefined {
    const { clock } = this.#options;
    if (this.#current === undefined) return undefined;
    const { code, untilMs, wasAskedFor } = this.#current;
    // At its end it is shown until its timer has run: what is on the glass does not go and come back for that.
    return { code, expiresInMs: Math.max(0, untilMs - clock.monotonicMs()), wasAskedFor };
  }

  /** A new code, for as long as one lives. */
  open(): ShownCode {
    return this.#begin(true);
  }

  /** Takes the code away; where one stands by itself, another comes in its place, without a moment between in which there is none. */
  close(): void {
    if (this.#options.stands()) this.#begin(false);
    else this.#end();
  }

  /** Call it when what `stands` says may be otherwise. */
  update(): void {
    const stands = this.#options.stands();
    if (stands && this.#current === undefined) this.#begin(false);
    if (!stands && this.#current?.wasAskedFor === false) this.#end();
  }

  /** One try. A right one ends the code. */
  try(typed: string): Try {
    const current = this.#current;
    if (current === undefined || this.#options.clock.monotonicMs() >= current.untilMs) return { outcome: 'closed' };
    if (isSame(current.code, typed.replace(/\s/g, ''))) {
      this.#end();
      return { outcome: 'right' };
    }
    current.triesLeft -= 1;
    if (current.triesLeft === 0) this.close();
    return { outcome: 'wrong', triesLeft: current.triesLeft };
  }

  stop(): void {
    this.#cancelTimer();
  }

  #begin(wasAskedFor: boolean): ShownCode {
    const { clock, timers, onChange, newCode = randomCode } = this.#options;
    this.#cancelTimer();
    const code = newCode();
    this.#current = { code, untilMs: clock.monotonicMs() + CODE_MS, triesLeft: TRIES, wasAskedFor };
    this.#cancelTimer = timers.after(CODE_MS, () => this.close());
    onChange();
    return { code, expiresInMs: CODE_MS, wasAskedFor };
  }

  #end(): void {
    this.#cancelTimer();
    if (this.#current === undefined) return;
    this.#current = undefined;
    this.#options.onChange();
  }
}

function randomCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

function isSame(code: string, typed: string): boolean {
  const [a, b] = [Buffer.from(code), Buffer.from(typed)];
  return a.length === b.length && timingSafeEqual(a, b);
}
