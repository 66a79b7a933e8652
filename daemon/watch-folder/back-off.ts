import type { WatchedFile } from '../library/watched-files.js';

const FIRST_MS = 60_000;
const LONGEST_MS = 3_600_000;

/** Files that could not be taken in for a reason that may pass (a full disk, a stick pulled out): tried again later, and less and less often. */
export class BackOff {
  readonly #waits = new Map<string, { untilMs: number; waitMs: number }>();

  failed({ path }: WatchedFile, nowMs: number): void {
    const waitMs = Math.min((this.#waits.get(path)?.waitMs ?? FIRST_MS / 2) * 2, LONGEST_MS);
    this.#waits.set(path, { untilMs: nowMs + waitMs, waitMs });
  }

  succeeded({ path }: WatchedFile): void {
    this.#waits.delete(path);
  }

  isDue({ path }: WatchedFile, nowMs: number): boolean {
    return nowMs >= (this.#waits.get(path)?.untilMs ?? 0);
  }

  /** Forgets files that are gone: put back, they are tried at once. */
  keepOnly(files: readonly WatchedFile[]): void {
    const paths = new Set(files.map(({ path }) => path));
    for (const path of this.#waits.keys()) if (!paths.has(path)) this.#waits.delete(path);
  }
}
