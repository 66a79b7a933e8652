import { computed, signal } from '@preact/signals';
import { foundClips } from './browsing.js';

/** Undefined: nothing is being selected, and a tap plays. */
const ids = signal<ReadonlySet<string> | undefined>(undefined);

export const isSelecting = computed(() => ids.value !== undefined);

/** Those that are selected, in the order they show; what was deleted meanwhile, or is not found any more, is not among them. */
export const selected = computed(() => foundClips.value.filter(({ id }) => ids.value?.has(id) === true));

export const selectedIds = computed<ReadonlySet<string>>(() => new Set(selected.value.map(({ id }) => id)));

export function startSelecting(...first: readonly string[]): void {
  ids.value = new Set(first);
}

export function stopSelecting(): void {
  ids.value = undefined;
}

export function toggleSelected(id: string): void {
  const next = new Set(ids.peek());
  if (!next.delete(id)) next.add(id);
  ids.value = next;
}

export function selectAll(): void {
  ids.value = new Set(foundClips.peek().map(({ id }) => id));
}
