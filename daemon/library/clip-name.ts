import { libraryError } from './library-error.js';

/** As protocol's Clip has it, in UTF-16 units. */
const MAX_LENGTH = 200;

/** A file's name as people will read it: the last part of a path, without control characters; "clip" where nothing is left. */
export function nameFromFile(fileName: string): string {
  return tidy(fileName.split(/[/\\]/).at(-1) ?? '') || 'clip';
}

/** A name somebody gave. Throws library-bad-name where nothing visible is left of it. */
export function nameFromPerson(name: string): string {
  const tidied = tidy(name);
  if (tidied === '') throw libraryError('library-bad-name', 'A clip needs a name of at least one visible character.');
  return tidied;
}

/** Control characters break lines, bidirectional overrides show another name than is there, lone surrogates (Cs) are no text. */
function tidy(name: string): string {
  const visible = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim();
  return visible.length <= MAX_LENGTH ? visible : cut(visible).trim();
}

/** A cut through a surrogate pair would leave half a character. */
function cut(text: string): string {
  const isHalf = /[\ud800-\udbff]$/.test(text.slice(0, MAX_LENGTH));
  return text.slice(0, isHalf ? MAX_LENGTH - 1 : MAX_LENGTH);
}
