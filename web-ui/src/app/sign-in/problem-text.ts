import { ApiError } from '../../live/api-error.js';
import { lookUp, t } from '../../texts/texts.js';

/** Why somebody did not get in, in the language of the page where it knows the cause. */
export function problemText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('frame.not-understood');
  return lookUp(`sign-in.error-${error.code}`) ?? error.message;
}
