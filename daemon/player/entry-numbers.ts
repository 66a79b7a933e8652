import type { PlainError } from '../errors.js';
import type { NumberedProgram, Program } from './program.js';

/** Gives every key a number, the same one for as long as it is needed: shared memory holds numbers. */
export class EntryNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #keys = new Map<number, string>();
  #last = 0;

  /**
   * @param showing number of the entry that shows: its key is kept even where the program no longer has it.
   * @param refusals by number: entries that are in the program but are not to be played.
   */
  numberProgram(program: Program, showing: number, refusals: ReadonlyMap<number, PlainError>): NumberedProgram {
    this.#rename(program);
    const entries = program.entries.map(({ key, path, growing, durationMs, loops }) => {
      const entry = this.#numberFor(key);
      const refusal = refusals.get(entry);
      return {
        entry,
        path,
        ...(growing && { growing }),
        ...(durationMs !== undefined && { durationMs }),
        ...(loops !== undefined && { loops }),
        ...(refusal !== undefined && { refusal }),
      };
    });
    this.#forgetAllBut(new Set([showing, ...entries.map(({ entry }) => entry)]));
    return { ...program, entries };
  }

  numberOf(key: string): number | undefined {
    return this.#numbers.get(key);
  }

  keyOf(entry: number): string | undefined {
    return this.#keys.get(entry);
  }

  #rename({ entries }: Program): void {
    const keys = new Set(entries.map(({ key }) => key));
    for (const { key, formerKey } of entries) {
      const number = formerKey === undefined || keys.has(formerKey) ? undefined : this.#numbers.get(formerKey);
      if (number === undefined || formerKey === undefined || this.#numbers.has(key)) continue;
      this.#numbers.delete(formerKey);
      this.#numbers.set(key, number);
      this.#keys.set(number, key);
    }
  }

  #numberFor(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#last++;
    this.#numbers.set(key, this.#last);
    this.#keys.set(this.#last, key);
    return this.#last;
  }

  #forgetAllBut(needed: ReadonlySet<number>): void {
    for (const [key, entry] of this.#numbers) {
      if (needed.has(entry)) continue;
      this.#numbers.delete(key);
      this.#keys.delete(entry);
    }
  }
}
