import { computed, signal } from '@preact/signals';
import type { AccessView, Scope } from '../../../daemon/protocol/access.js';
import { scopeCovers } from '../../../daemon/protocol/scope-covers.js';
import { askFor } from './api.js';
import { ApiError } from './api-error.js';
import { rememberKeptOut, wasKeptOut } from './kept-out.js';

/** Who this browser is to the daemon; undefined until it was told. */
export const access = signal<AccessView | undefined>(undefined);

/** True where nothing is shown before somebody has signed in. While it is not known, nobody has to. */
export const isShut = computed(() => access.value?.signedIn === false);

/** True where the daemon lets this browser in; while it is not known, unless it kept it out the last time, which saves a question. */
export const mayEnter = computed(() => access.value?.signedIn ?? (!wasKeptOut || isAskedInVain.value));
const isAskedInVain = signal(false);

/** Whether this browser may do it. What it may not is neither offered nor tried; the daemon decides in any case. */
export function can(scope: Scope): boolean {
  const held = access.value?.scope;
  return held === undefined || scopeCovers(held, scope);
}

/** Asks who this browser is. Where nothing answers, what was known stays. */
export async function refreshAccess(): Promise<void> {
  try {
    access.value = await askFor(({ AccessView }) => AccessView, 'GET', '/api/access');
    rememberKeptOut(!access.value.signedIn);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // Nothing but the live connection tells when there is somebody to ask again.
    isAskedInVain.value = true;
  }
}
