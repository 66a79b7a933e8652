import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { FontMetrics } from './font-metrics.js';

export type Face = 'medium' | 'bold';

const FOLDER = join(packageRoot, 'daemon', 'status-screens', 'fonts');

/** The shipped fonts; none of the system's is ever used, so that a screen looks the same everywhere. */
export const FONT_FILES: Readonly<Record<Face, string>> = {
  medium: join(FOLDER, 'inter-medium.otf'),
  bold: join(FOLDER, 'inter-bold.otf'),
};

/** As the font files name themselves. */
export const FONT_FAMILIES: Readonly<Record<Face, string>> = { medium: 'Inter Medium', bold: 'Inter' };

/** From the baseline, in font sizes: what the tallest letter (Å, 0.983) and the deepest (Ș, 0.249) of the subset reach. */
export const ASCENT_EM = 0.99;
export const DESCENT_EM = 0.26;

/** In place of a letter that the fonts do not have. */
const MISSING = '□';

const metrics = new Map<Face, FontMetrics>();

/** In pixels. */
export function textWidth(text: string, face: Face, size: number): number {
  return metricsOf(face).widthOf(text) * size;
}

/** The text as the fonts can write it: composed, without control characters, and with □ for every letter that they do not have. */
export function writable(text: string): string {
  const letters = [...text.normalize('NFC').replace(/(?:\p{Cc}|[^\P{Zs}\u00a0])+/gu, ' ')];
  return letters.map((letter) => (isMark(letter) || isThere(letter) ? letter : MISSING)).join('');
}

function isThere(letter: string): boolean {
  return metricsOf('bold').has(letter.codePointAt(0) ?? 0);
}

/** Marks of where a line may end: they are never written. */
function isMark(letter: string): boolean {
  return letter === '\u200b' || letter === '\u00ad';
}

function metricsOf(face: Face): FontMetrics {
  let found = metrics.get(face);
  if (found === undefined) {
    found = new FontMetrics(readFileSync(FONT_FILES[face]));
    metrics.set(face, found);
  }
  return found;
}
