import type { Command } from '../../../daemon/protocol/commands.js';
import { toastProblem } from '../parts/toasts.js';
import { refreshAccess } from './access.js';
import { ask } from './api.js';
import { ApiError } from './api-error.js';

/** Sends a command to the player. What goes wrong is told, not thrown; resolves with whether it was done. */
export function command(body: Command): Promise<boolean> {
  return attempt(ask('POST', '/api/commands', { body }));
}

/** Waits for what was asked for. What goes wrong is told in a toast; resolves with whether it was done. */
export async function attempt(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    toastProblem(error);
    // Somebody has signed this device out: the page shows the way in.
    if (error instanceof ApiError && error.code === 'not-signed-in') void refreshAccess();
    return false;
  }
}
