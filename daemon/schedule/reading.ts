/** What became of reading a person's words: their meaning, or why they have none. `why` is the end of a sentence, without its full stop. */
export type Reading<T> = { ok: true; value: T } | { ok: false; why: string };

export function understood<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function refused(why: string): { ok: false; why: string } {
  return { ok: false, why };
}
