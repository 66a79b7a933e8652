import { problemWords } from '../texts/problem-words.js';
import { ApiError } from './api-error.js';

/** Why something was not done, in the language of the page where it knows the cause, else in the daemon's own words. */
export function problemText(error: unknown): string {
  if (error instanceof ApiError) return problemWords(error);
  return error instanceof Error ? error.message : String(error);
}
