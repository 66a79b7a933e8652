import { ApiError } from '../../live/api-error.js';
import { problemText as generalText } from '../../live/problem-text.js';
import { lookUp } from '../../texts/texts.js';

/** Why somebody did not get in. */
export function problemText(error: unknown): string {
  const own = error instanceof ApiError ? lookUp(`sign-in.error-${error.code}`) : undefined;
  return own ?? generalText(error);
}
