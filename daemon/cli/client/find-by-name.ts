import { typingErrors } from '../../config/nearest-key.js';
import { FramedError } from '../../errors.js';
import { printedName, printedTable } from '../printed.js';

/** Something that people call by its name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** As few digits of an id as are not mistaken for a name: a word of that many hex digits is rare. */
const SHORTEST_ID = 4;

/**
 * The one that `word` means: by its id or the beginning of one, by its name, by the beginning of its name; capitals do not matter unless
 * two names differ by them alone.
 *
 * @param kind "clip", for the words of an error.
 * @param listedBy what lists them all, for the same.
 * Throws 'name-ambiguous' with those that it may be, or 'name-unknown' with those that come near.
 */
export function findByName<T extends Named>(
  items: readonly T[],
  word: string,
  kind: string,
  listedBy = 'framed list',
): T {
  const wanted = folded(word);
  const ways: ((item: T) => boolean)[] = [
    ({ id }) => id === word.toLowerCase(),
    ({ name }) => name === word,
    ({ name }) => folded(name) === wanted,
    ({ name }) => wanted !== '' && folded(name).startsWith(wanted),
    ({ id }) => word.length >= SHORTEST_ID && id.startsWith(word.toLowerCase()),
  ];
  for (const isMeant of ways) {
    const [first, ...others] = items.filter(isMeant);
    if (first === undefined) continue;
    if (others.length === 0) return first;
    throw ambiguous([first, ...others], word, kind);
  }
  throw unknown(items, word, kind, listedBy);
}

/** Unicode has several spellings of one letter, and a terminal may send another than a phone did. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().trim();
}

function ambiguous(items: readonly Named[], word: string, kind: string): FramedError {
  const rows = items.map(({ id, name }) => ['', id, printedName(name)]);
  return new FramedError(
    'name-ambiguous',
    `${JSON.stringify(word)} may be any of ${items.length}; say which ${kind} by its id:\n${printedTable(rows).trimEnd()}`,
  );
}

function unknown(items: readonly Named[], word: string, kind: string, listedBy: string): FramedError {
  const near = nearest(items, folded(word)).map(({ name }) => `"${printedName(name)}"`);
  const nothing = items.length === 0 ? 'there are none yet' : `${listedBy} says what there is`;
  const hint = near.length === 0 ? nothing : `there is ${near.join(', ')}`;
  return new FramedError('name-unknown', `There is no ${kind} ${JSON.stringify(word)}; ${hint}.`);
}

const MAX_NEAREST = 5;
/** One wrong letter in so many is a typing error; more of them make another word. */
const LETTERS_PER_ERROR = 3;

/** Those that have the word in them, then those that it is a typing error away from. */
function nearest<T extends Named>(items: readonly T[], wanted: string): T[] {
  if (wanted === '') return [];
  const within = items.filter(({ name }) => folded(name).includes(wanted));
  const mistyped = items
    // The beginning of a name may have been mistyped as well as the whole of it.
    .map((item) => ({ item, errors: typingErrors(wanted, folded(item.name).slice(0, wanted.length)) }))
    .filter(({ item, errors }) => errors <= wanted.length / LETTERS_PER_ERROR && !within.includes(item))
    .sort((a, b) => a.errors - b.errors)
    .map(({ item }) => item);
  return [...within, ...mistyped].slice(0, MAX_NEAREST);
}
