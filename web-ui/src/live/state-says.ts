import { untilSo } from './until-so.js';

/** The daemon unites its changes for up to 50 ms, and a poor line takes as long as a good one's whole answer. */
const PATIENCE_MS = 500;

/**
 * An answer may overtake the state that it is about. Resolves when the state says so too, or after half a second: then it never will, since
 * the command failed or somebody else has already changed it.
 *
 * @param isSo reads signals.
 */
export function stateSays(isSo: () => boolean): Promise<void> {
  return untilSo(isSo, PATIENCE_MS);
}
