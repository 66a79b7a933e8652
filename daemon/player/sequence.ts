import type { LoopMode } from '../protocol/state.js';
import { drawRound, fitRound } from './shuffle.js';

/**
 * Which entry comes after which. Pure but for the injected random numbers.
 *
 * A program is an endless line of places: rounds of all entries, one after the other, in both directions.
 *
 *     place      …  -2  -1 │  0   1   2 │  3   4   5  …          three entries A, B, C
 *     in order   …   B   C │  A   B   C │  A   B   C  …
 *     shuffled   …   A   B │  C   A   B │  A   C   B  …          each once a round, none twice in a row
 */
export class Sequence {
  readonly #random: () => number;
  readonly #rounds = new Map<number, readonly number[]>();
  #entries: readonly number[] = [];
  #loop: LoopMode = 'all';
  #shuffle = false;

  /** @param random as Math.random. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Entries in the program. */
  get size(): number {
    return this.#entries.length;
  }

  /**
   * Takes a program, and finds the place in it where `place` of the former one was. Shuffled, what has played in this round keeps its
   * turn, and new entries come in somewhere later.
   *
   * @returns the place; `kept`: false where the entry is gone and `place` is the one that followed it. Places of the former program
   * mean nothing any more.
   */
  setProgram(
    { entries, loop, shuffle }: { entries: readonly number[]; loop: LoopMode; shuffle: boolean },
    place?: number,
  ): { place: number; kept: boolean } {
    const successor = place === undefined ? undefined : this.#survivor(place, new Set(entries));
    const round = place !== undefined && this.#shuffle && shuffle ? this.#roundOf(place) : [];
    this.#entries = entries;
    this.#loop = loop;
    this.#shuffle = shuffle;
    this.#rounds.clear();
    if (shuffle) this.#rounds.set(0, fitRound({ round, entries, first: successor?.entry, random: this.#random }));
    return {
      place: successor === undefined ? 0 : (this.placeOf(successor.entry) ?? 0),
      kept: successor?.kept ?? false,
    };
  }

  /** Undefined in an empty program only. */
  entryAt(place: number): number | undefined {
    if (this.size === 0) return undefined;
    return this.#round(Math.floor(place / this.size))[modulo(place, this.size)];
  }

  /** The place of an entry in the round of place `near`; undefined where it is not in the program. */
  placeOf(entry: number, near = 0): number | undefined {
    if (this.size === 0) return undefined;
    const round = Math.floor(near / this.size);
    const index = this.#round(round).indexOf(entry);
    return index === -1 ? undefined : round * this.size + index;
  }

  /**
   * The place to go to from `near` when somebody picks an entry. Shuffled, it is put in right after `near`, so that nobody else loses
   * a turn (places of that round change); in order, it is where it is. Undefined where it is not in the program.
   */
  pick(entry: number, near = 0): number | undefined {
    const current = this.entryAt(near);
    if (!this.#shuffle || current === undefined || current === entry) return this.placeOf(entry, near);
    const number = Math.floor(near / this.size);
    if (!this.#round(number).includes(entry)) return undefined;
    const round = this.#round(number).filter((other) => other !== entry);
    round.splice(round.indexOf(current) + 1, 0, entry);
    this.#rounds.set(number, round);
    return this.placeOf(entry, near);
  }

  /** What plays by itself after `place`; undefined: nothing, the program has ended. */
  after(place: number): number | undefined {
    if (this.#loop === 'one') return place;
    return this.afterFailure(place);
  }

  /** What plays where the entry at `place` cannot: never the same again, as it would with loop 'one'. */
  afterFailure(place: number): number | undefined {
    const isLast = modulo(place + 1, this.size) === 0;
    return this.#loop === 'off' && isLast ? undefined : place + 1;
  }

  #round(number: number): readonly number[] {
    if (!this.#shuffle) return this.#entries;
    const known = this.#rounds.get(number);
    if (known !== undefined) return known;
    const round = drawRound({
      entries: this.#entries,
      before: this.#rounds.get(number - 1)?.at(-1),
      after: this.#rounds.get(number + 1)?.at(0),
      random: this.#random,
    });
    this.#rounds.set(number, round);
    for (const other of this.#rounds.keys()) {
      if (Math.abs(other - number) > REMEMBERED_ROUNDS) this.#rounds.delete(other);
    }
    return round;
  }

  #roundOf(place: number): readonly number[] {
    return this.size === 0 ? [] : this.#round(Math.floor(place / this.size));
  }

  /** The entry at `place` where it is among `entries`, else the next one that is. */
  #survivor(place: number, entries: ReadonlySet<number>): { entry: number; kept: boolean } | undefined {
    for (let step = 0; step < this.size; step++) {
      const entry = this.entryAt(place + step);
      if (entry !== undefined && entries.has(entry)) return { entry, kept: step === 0 };
    }
    return undefined;
  }
}

/** So far back "previous" finds the order that was really played. */
const REMEMBERED_ROUNDS = 8;

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size;
}
