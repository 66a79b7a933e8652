/** An entry of a playlist as it is stored, and whether its clip was thrown away. */
export interface StoredEntry<E> {
  readonly entry: E;
  readonly discarded: boolean;
}

/**
 * The entries a playlist is to have, with those of discarded clips where they were: whoever wrote the new ones could not see them, and they
 * come back when the clip is taken back. Each stays behind as many of the others as it was.
 */
export function keepDiscarded<E>(before: readonly StoredEntry<E>[], wanted: readonly E[]): E[] {
  const entries: E[] = [];
  let seen = 0;
  for (const { entry, discarded } of before) {
    if (!discarded) {
      const next = wanted[seen++];
      if (next !== undefined) entries.push(next);
    } else entries.push(entry);
  }
  return [...entries, ...wanted.slice(seen)];
}
