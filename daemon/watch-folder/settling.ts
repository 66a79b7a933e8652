import type { WatchedFile } from '../library/watched-files.js';

/**
 * Tells files that have stopped growing from those that are still being written, by nothing but looking at them now and then: network
 * shares tell of no events. A file has settled when its size and time have been the same for a while, and it is not empty.
 */
export class Settling {
  readonly #settleMs: number;
  #seen = new Map<string, { file: WatchedFile; sinceMs: number }>();

  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /** Of the files seen at `nowMs` (monotonic) those that have settled. What is not among them is forgotten. */
  settled(files: readonly WatchedFile[], nowMs: number): WatchedFile[] {
    const before = this.#seen;
    this.#seen = new Map(
      files.map((file) => {
        const known = before.get(file.path);
        const isSame = known?.file.bytes === file.bytes && known.file.modifiedMs === file.modifiedMs;
        return [file.path, isSame ? known : { file, sinceMs: nowMs }];
      }),
    );
    return files.filter((file) => file.bytes > 0 && nowMs - this.#since(file, nowMs) >= this.#settleMs);
  }

  #since({ path }: WatchedFile, nowMs: number): number {
    return this.#seen.get(path)?.sinceMs ?? nowMs;
  }
}
