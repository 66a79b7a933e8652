import type { Notice } from '../../../daemon/protocol/state.js';
import { loadTexts, lookUp } from './texts.js';

/**
 * What a notice says in the language of the page; in the daemon's own words until that is loaded, and where the page does not know all of it.
 *
 * @param textOf the page's texts by their keys.
 */
export function noticeWords({ message, sentences }: Pick<Notice, 'message' | 'sentences'>, textOf = lookUp): string {
  const lines = sentences?.map((sentence) =>
    typeof sentence === 'string' ? sentence : textOf(`notices.${sentence.name}`, sentence.values),
  );
  return lines === undefined || lines.includes(undefined) ? message : lines.join('\n');
}

/** To be called where notices are about to be shown. Resolves when their words are there, or cannot be had. */
export function loadNoticeWords(): Promise<void> {
  return loadTexts('notices').catch(() => {});
}
