/** A random order of all entries that does not begin with `before` or end with `after`, as far as two entries or more allow. */
export function drawRound({
  entries,
  before,
  after,
  random,
}: {
  entries: readonly number[];
  before?: number | undefined;
  after?: number | undefined;
  random: () => number;
}): number[] {
  const round = shuffled(entries, random);
  if (round.length > 1 && round[0] === before) swap(round, 0, 1 + Math.floor(random() * (round.length - 1)));
  const last = round.length - 1;
  if (round.length > 1 && round[last] === after) swap(round, last, Math.floor(random() * last));
  return round;
}

/**
 * The round that goes on with a changed set of entries: those that stay keep their order, new ones come in at random after `first`.
 * Where there was no round, `first` (the entry that shows) begins a new one.
 */
export function fitRound({
  round,
  entries,
  first,
  random,
}: {
  round: readonly number[];
  entries: readonly number[];
  first: number | undefined;
  random: () => number;
}): number[] {
  const wanted = new Set(entries);
  const fitted = round.filter((entry) => wanted.has(entry));
  if (fitted.length === 0 && first !== undefined) fitted.push(first);
  const known = new Set(fitted);
  const start = first === undefined ? 0 : fitted.indexOf(first) + 1;
  for (const entry of shuffled(entries, random)) {
    if (!known.has(entry)) fitted.splice(start + Math.floor(random() * (fitted.length - start + 1)), 0, entry);
  }
  return fitted;
}

/** Fisher and Yates. */
function shuffled(entries: readonly number[], random: () => number): number[] {
  const round = [...entries];
  for (let index = round.length - 1; index > 0; index--) swap(round, index, Math.floor(random() * (index + 1)));
  return round;
}

function swap(round: number[], one: number, other: number): void {
  const kept = round[one];
  const moved = round[other];
  if (kept === undefined || moved === undefined) return;
  round[one] = moved;
  round[other] = kept;
}
