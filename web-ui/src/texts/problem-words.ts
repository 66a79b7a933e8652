import type { WireError } from '../../../daemon/protocol/wire-error.js';
import { loadTexts, lookUp } from './texts.js';

/**
 * What an error of the daemon says in the language of the page; in the daemon's own words until that is loaded, and where the page does not know
 * its code.
 *
 * @param textOf the page's texts by their keys.
 */
export function problemWords({ code, message }: WireError, textOf = lookUp): string {
  return textOf(`frame.error-${code}`) ?? textOf(`problems.${code}`, { reason: message }) ?? message;
}

/** To be called where errors may be shown. Resolves when their words are there, or cannot be had. */
export function loadProblemWords(): Promise<void> {
  return loadTexts('problems').catch(() => {});
}
