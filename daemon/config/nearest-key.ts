/** Typing errors that a suggestion is made for: one in three letters, and two at most. Beyond that it is a guess, and guesses mislead. */
const LETTERS_PER_ERROR = 3;
const MAX_ERRORS = 2;

/** The known word that somebody most likely meant, or undefined where none is near. Of equally near ones the first. */
export function nearestKey(typed: string, known: readonly string[]): string | undefined {
  const worth = Math.min(MAX_ERRORS, Math.ceil(typed.length / LETTERS_PER_ERROR));
  let nearest: string | undefined;
  let least = worth + 1;
  for (const word of known) {
    const errors = typingErrors(normalised(typed), normalised(word));
    if (errors < least) [nearest, least] = [word, errors];
  }
  return nearest;
}

/** Case, and which of "-", "_" and blanks joins words, are the first things people get wrong. */
function normalised(word: string): string {
  return word.toLowerCase().replace(/[-\s]/g, '_');
}

/**
 * Letters that have to be put in, left out, exchanged, or swapped with their neighbour, to make one word of the other: the optimal string
 * alignment distance (a restricted Damerau-Levenshtein distance).
 */
export function typingErrors(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
