/**
 * Memory to work in, handed on from one clip to the next within a thread.
 *
 * V8 counts what lies outside its heap, and collects garbage when 64 MB of that have come since it did last: for a thread that opens a clip every few
 * seconds and needs 300 KB for each, that much is always lying about. 3000 openings of clips of 240x240 with 244 frames left 78 MB, and leave 12.
 */
const idle: Uint8Array<ArrayBuffer>[] = [];

/** Clips that are open in a thread at once, times what each needs: four and two. */
const MOST_IDLE = 8;
/** Of one piece: a frame of 480x320, twice. What is larger is rare, and left to the collector. */
const LARGEST_BYTES = 2 * 480 * 320 * 2;

/** At least `bytes` long, with whatever was in it. To be given back once, when nothing reads or writes it any more. */
export function takeScratch(bytes: number): Uint8Array<ArrayBuffer> {
  let best = -1;
  for (const [index, { length }] of idle.entries()) {
    if (length >= bytes && length < (idle[best]?.length ?? Number.POSITIVE_INFINITY)) best = index;
  }
  return idle.splice(best, best < 0 ? 0 : 1)[0] ?? new Uint8Array(bytes);
}

/** The largest are kept: a smaller panel works with them, too. */
export function giveScratch(memory: Uint8Array<ArrayBuffer>): void {
  if (memory.length === 0 || memory.length > LARGEST_BYTES) return;
  idle.push(memory);
  if (idle.length <= MOST_IDLE) return;
  idle.sort((one, other) => other.length - one.length).length = MOST_IDLE;
}

/** Has `use` work in `bytes` bytes, with whatever was in them; nothing may keep them. Returns what it returns. */
export function withScratch<Result>(bytes: number, use: (memory: Buffer<ArrayBuffer>) => Result): Result {
  const memory = takeScratch(bytes);
  try {
    return use(Buffer.from(memory.buffer, 0, bytes));
  } finally {
    giveScratch(memory);
  }
}
