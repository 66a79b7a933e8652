import { type Dirent, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FramedError } from '../errors.js';
import { isHidden, isMediaName } from '../watch-folder/media-name.js';

export interface ChosenFile {
  path: string;
  bytes: number;
}

/**
 * The files that the words of a command line name: a file itself, whatever it is called; of a folder, the media files in it and below, by
 * their names; of a pattern (* and ? in the last part) that no shell resolved, the media files that fit. Each once, in the order named.
 *
 * Throws 'file-missing', 'file-empty', or 'folder-empty' where a word names none.
 */
export function chosenFiles(words: readonly string[]): ChosenFile[] {
  const paths = new Set(words.flatMap(pathsOf));
  return [...paths].map((path) => ({ path, bytes: bytesOf(path) }));
}

function pathsOf(word: string): string[] {
  const stats = statIfThere(word);
  if (stats?.isDirectory()) return refuseNone(word, mediaFilesBelow(word));
  if (stats !== undefined) return [word];
  if (!/[*?]/.test(basename(word))) throw new FramedError('file-missing', `There is no file ${JSON.stringify(word)}.`);
  return refuseNone(word, filesThatFit(word));
}

function refuseNone(word: string, paths: string[]): string[] {
  if (paths.length > 0) return paths;
  throw new FramedError('folder-empty', `There is no video, animation or picture in ${JSON.stringify(word)}.`);
}

function mediaFilesBelow(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    // A link to a folder is not followed: it may lead back to where we are.
    if (entry.isDirectory()) return isHidden(entry.name) ? [] : mediaFilesBelow(path);
    return isMediaFile(path, entry.name) ? [path] : [];
  });
}

function filesThatFit(pattern: string): string[] {
  const folder = dirname(pattern);
  const fits = new RegExp(`^${[...basename(pattern)].map(expressionOf).join('')}$`, 'u');
  return entriesOf(folder)
    .filter(({ name }) => fits.test(name) && isMediaFile(join(folder, name), name))
    .map(({ name }) => join(folder, name));
}

function expressionOf(character: string): string {
  if (character === '*') return '.*';
  return character === '?' ? '.' : character.replace(/[\\^$.*+?()[\]{}|/-]/u, '\\$&');
}

function isMediaFile(path: string, name: string): boolean {
  return isMediaName(name) && statIfThere(path)?.isFile() === true;
}

/** In the order that people count in: 2 before 10. */
function entriesOf(folder: string): Dirent[] {
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  const inOrder = new Intl.Collator(undefined, { numeric: true });
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => inOrder.compare(a.name, b.name));
}

function bytesOf(path: string): number {
  const stats = statSync(path);
  if (!stats.isFile()) throw new FramedError('file-missing', `${JSON.stringify(path)} is no plain file.`);
  if (stats.size === 0) throw new FramedError('file-empty', `${JSON.stringify(path)} is empty.`);
  return stats.size;
}

function statIfThere(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
