/** Longer than a line's moods, shorter than a person's patience. */
const WINDOW_MS = 8000;
/** Before this, a time would only be a guess. */
const LEAST_MS = 500;

/** How fast a file goes, by what went lately. */
export class SendRate {
  readonly #samples: { atMs: number; bytes: number }[] = [];

  /** @param bytes of the file that are there by now, from its beginning. */
  add(bytes: number, atMs: number): void {
    const samples = this.#samples;
    const last = samples.at(-1);
    // After a broken line, what was under way counts as not sent.
    if (last !== undefined && bytes < last.bytes) samples.length = 0;
    samples.push({ atMs, bytes });
    while (samples.length > 2 && atMs - (samples[1]?.atMs ?? atMs) > WINDOW_MS) samples.shift();
  }

  /** The line broke, or the file was paused: what went before says nothing of what comes. */
  clear(): void {
    this.#samples.length = 0;
  }

  /** How long `leftBytes` will take; undefined while it cannot be known. */
  etaMs(leftBytes: number): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.atMs - first.atMs < LEAST_MS) return undefined;
    const bytes = last.bytes - first.bytes;
    return bytes > 0 ? (leftBytes * (last.atMs - first.atMs)) / bytes : undefined;
  }
}
