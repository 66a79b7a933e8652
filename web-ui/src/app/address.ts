import { computed, signal } from '@preact/signals';
import { hashOf, parseRoute, type ViewName } from './route.js';

const hash = signal(location.hash);

/** Where the page is, by its address. */
export const route = computed(() => parseRoute(hash.value));

addEventListener('hashchange', () => {
  hash.value = location.hash;
});

/** Goes to a view, or to something in it; Back leads back here. */
export function goTo(view: ViewName, ...path: readonly string[]): void {
  location.hash = hashOf(view, ...path);
}

/** As `goTo`, in the place of where the page is: Back leads to what was before. */
export function replaceWith(view: ViewName, ...path: readonly string[]): void {
  history.replaceState(history.state, '', hashOf(view, ...path));
  hash.value = location.hash;
}
