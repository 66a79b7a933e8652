import { effect } from '@preact/signals';

/** The daemon unites its changes for up to 50 ms, and a poor line takes as long as a good one's whole answer. */
const PATIENCE_MS = 500;

/**
 * An answer may overtake the state that it is about. Resolves when the state says so too, or after half a second: then it never will, since
 * the command failed or somebody else has already changed it.
 *
 * @param isSo reads signals.
 */
export function stateSays(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    let stop: (() => void) | undefined;
    const end = () => {
      clearTimeout(timer);
      resolve();
      // An effect may run before it is known how to end it.
      queueMicrotask(() => stop?.());
    };
    const timer = setTimeout(end, PATIENCE_MS);
    stop = effect(() => {
      if (isSo()) end();
    });
  });
}
