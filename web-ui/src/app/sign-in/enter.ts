import { signal } from '@preact/signals';
import { access, refreshAccess } from '../../live/access.js';
import { ask } from '../../live/api.js';
import { arrivingSecret } from './take-secret.js';

/** Why the link that led here did not open; undefined where none was tried, or it did. */
export const linkProblem = signal<unknown>(undefined);

/** Finds out who this browser is, and uses the link that led here, where it gives more than there is already. */
export async function enter(): Promise<void> {
  await refreshAccess();
  if (arrivingSecret === undefined || arrivingSecret.kind === 'code') return;
  const { signedIn = false, scope } = access.peek() ?? {};
  const gives = arrivingSecret.kind === 'guest' ? !signedIn : scope !== 'admin';
  if (!gives) return;
  try {
    await ask('POST', '/api/access/sign-in', { body: { secret: arrivingSecret.secret } });
  } catch (error) {
    linkProblem.value = error;
  }
  await refreshAccess();
}
