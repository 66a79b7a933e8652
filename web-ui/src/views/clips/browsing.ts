import { computed, signal } from '@preact/signals';
import { clips } from '../../live/state.js';
import { type ClipQuery, SORT_ORDERS, type SortOrder, searchClips, tagsOf } from './clip-search.js';

const ORDER_KEY = 'framed-clip-order';

/** What is looked for. Kept while the page lives, the order also beyond. */
export const query = signal<ClipQuery>({ text: '', order: keptOrder() });

export const foundClips = computed(() => searchClips(clips.value, query.value));
export const allTags = computed(() => tagsOf(clips.value));

export function look(change: Partial<ClipQuery>): void {
  query.value = { ...query.peek(), ...change };
  if (change.order === undefined) return;
  try {
    localStorage.setItem(ORDER_KEY, change.order);
  } catch {
    // Storage is closed here; the order holds until the page is loaded again.
  }
}

export function lookForAll(): void {
  look({ text: '', kind: undefined, tag: undefined });
}

export const isNarrowed = computed(() => {
  const { text, kind, tag } = query.value;
  return text.trim() !== '' || kind !== undefined || tag !== undefined;
});

function keptOrder(): SortOrder {
  try {
    const kept = localStorage.getItem(ORDER_KEY);
    return SORT_ORDERS.find((order) => order === kept) ?? 'newest';
  } catch {
    return 'newest';
  }
}
