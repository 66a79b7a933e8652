import type { Job } from '../../../daemon/protocol/job.js';
import { sendingTexts as de } from './de/sending.js';
import { sendingTexts as en } from './en/sending.js';
import { problemWords } from './problem-words.js';
import { fillIn } from './text-table.js';
import { language } from './texts.js';

// Both languages: they come with the code of sending, which no first look at the page loads, and that is small.
const TABLES = { en, de } as const;

/** A text on a file that is on its way. */
export function say(key: keyof typeof en, values: Readonly<Record<string, string | number>> = {}): string {
  return fillIn(TABLES[language()][key], values, language());
}

/** "about 40 s left", "about 3 min left". */
export function formatTimeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? say('left-seconds', { seconds }) : say('left-minutes', { minutes: Math.round(seconds / 60) });
}

/** The line of a file that this page sends. `amount`: "3.4 MB of 12 MB". */
export function describeReceiving(what: { amount: string; isConverting: boolean; etaMs: number | undefined }): string {
  const parts = [say(what.isConverting ? 'receiving-and-converting' : 'receiving'), what.amount];
  if (what.etaMs !== undefined) parts.push(formatTimeLeft(what.etaMs));
  return parts.join(' · ');
}

/** The line below a job's name: what happens, what is left. How far it is, its bar says, of the whole way and not of a stage. */
export function describeJob({ stage, percent, etaMs, frames, known, error, notes = [] }: Job): string {
  if (error !== undefined) return problemWords(error);
  if (stage === 'ready' && known) return say('known');
  if (stage === 'ready' && notes.length > 0) return notes.join(' ');
  const parts = [say(stage)];
  if (stage === 'converting' && percent === undefined && frames > 0) parts.push(say('frames', { count: frames }));
  if (etaMs !== undefined) parts.push(formatTimeLeft(etaMs));
  return parts.join(' · ');
}
