import { effect, signal } from '@preact/signals';
import { isShut } from '../live/access.js';
import { offlineSinceMs, state } from '../live/state.js';

/** The state is there within two ways over a line; whoever waits longer than people notice (Nielsen: 0.1 s) is told that it is waited for. */
const PATIENCE_MS = 150;

/**
 * Calls back, once, when there is more to show than the tabs that the page's HTML has: at once where the state has come ahead of the script. So
 * a phone builds and lays out the page once, in place of once without the state and once with it.
 */
export function whenThereIsSomething(show: () => void): void {
  const isLate = signal(false);
  const timer = setTimeout(() => {
    isLate.value = true;
  }, PATIENCE_MS);
  let isShown = false;
  const stop = effect(() => {
    if (isShown || !(state.value !== undefined || isShut.value || offlineSinceMs.value !== undefined || isLate.value))
      return;
    isShown = true;
    clearTimeout(timer);
    // Outside of the effect, which would follow all that is looked at to render; and of the task that has run the script or read the state, so that
    // a finger is heard in between.
    setTimeout(() => {
      stop();
      show();
    });
  });
}
