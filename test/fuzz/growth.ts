import type { Footprint } from './footprint.js';

/** V8 gives back what it has taken when it likes: less than this says nothing. */
const MOST_RESIDENT_MB = 25;
const MOST_HEAP_MB = 3;
/** One or two connections may be on their way to being closed. */
const MOST_HANDLES = 4;

export interface Growth {
  readonly residentMb: number;
  readonly heapMb?: number;
  readonly handles: number;
}

/**
 * How much more there is at the end of a run than after its first fifth, when everything had been used once: of the last three measurements the
 * least, against the greatest of the two at the beginning's end.
 */
export function growthOf(all: readonly Footprint[]): { growth: Growth; grown: readonly string[] } {
  const early = all.slice(1, 3);
  const late = all.slice(-3);
  const more = (value: (footprint: Footprint) => number) =>
    early.length < 2 || late.length < 3 ? 0 : Math.min(...late.map(value)) - Math.max(...early.map(value));
  const hasHeap = all.some(({ heapBytes }) => heapBytes !== undefined);
  const growth: Growth = {
    residentMb: rounded(more(({ residentBytes }) => residentBytes) / 1e6),
    ...(hasHeap && { heapMb: rounded(more(({ heapBytes = 0 }) => heapBytes) / 1e6) }),
    handles: more(({ handles }) => handles),
  };
  const grown: string[] = [];
  if (growth.residentMb > MOST_RESIDENT_MB) grown.push(`the process grew by ${growth.residentMb} MB`);
  if ((growth.heapMb ?? 0) > MOST_HEAP_MB) grown.push(`the heap grew by ${growth.heapMb} MB`);
  if (growth.handles > MOST_HANDLES) grown.push(`${growth.handles} handles more are open`);
  return { growth, grown };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
