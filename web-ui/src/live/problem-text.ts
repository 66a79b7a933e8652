import { lookUp } from '../texts/texts.js';
import { ApiError } from './api-error.js';

/** Why something was not done, in the language of the page where it knows the cause, else in the daemon's own words. */
export function problemText(error: unknown): string {
  if (error instanceof ApiError) return lookUp(`frame.error-${error.code}`) ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
