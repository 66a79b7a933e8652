import type { PlayedEntry } from './program.js';

/** What somebody sends and what is being made of it: frames that can be played while they grow. */
export interface GrowingClip {
  /** Of the job; the entry has it until there is a clip. */
  readonly key: string;
  readonly name: string;
  /** Of the frame zip that grows. */
  readonly path: string;
  /** Of the clip that it will be; undefined while that is not known. */
  readonly clipId?: string;
}

/**
 * The library's entries with the growing one at their end, where the clip will be. Once the clip is among them, it takes the growing one's
 * place, and what shows goes on under its key.
 */
export function withGrowing(
  entries: readonly PlayedEntry[],
  growing: GrowingClip,
): { entries: PlayedEntry[]; isClip: boolean } {
  const { key, name, path, clipId } = growing;
  const at = entries.findIndex((entry) => entry.clipId === clipId);
  if (clipId === undefined || at < 0)
    return { entries: [...entries, { key, name, path, growing: true }], isClip: false };
  return {
    entries: entries.map((entry, index) => (index === at ? { ...entry, formerKey: key } : entry)),
    isClip: true,
  };
}
