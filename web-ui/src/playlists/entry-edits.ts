import type { PlaylistBody, PlaylistEntry } from '../../../daemon/protocol/playlist.js';

/**
 * A change of a playlist, so that it can be made again on what somebody else made of the playlist meanwhile. Undefined: what it was about is gone.
 */
export type PlaylistEdit = (playlist: PlaylistBody) => PlaylistBody | undefined;

/** An entry, and what finds it again: its clip, and how many entries of the same clip stand before it. */
export interface KeyedEntry {
  readonly key: string;
  readonly entry: PlaylistEntry;
}

/** How long an entry stands: as long as its clip lasts where neither is given. */
export type EntryLength = Pick<PlaylistEntry, 'durationMs' | 'loops'>;

export function keyedEntries(entries: readonly PlaylistEntry[]): KeyedEntry[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const before = seen.get(entry.clipId) ?? 0;
    seen.set(entry.clipId, before + 1);
    return { key: `${entry.clipId}-${before}`, entry };
  });
}

export function rename(name: string): PlaylistEdit {
  return ({ entries }) => ({ name, entries });
}

/** At the end. */
export function addClips(clipIds: readonly string[]): PlaylistEdit {
  return ({ name, entries }) => ({ name, entries: [...entries, ...clipIds.map((clipId) => ({ clipId }))] });
}

export function removeEntry(key: string): PlaylistEdit {
  return editAt(key, (entries, at) => entries.toSpliced(at, 1));
}

export function setLength(key: string, { durationMs, loops }: EntryLength): PlaylistEdit {
  return editAt(key, (entries, at, { clipId }) =>
    entries.with(at, {
      clipId,
      ...(durationMs !== undefined && { durationMs }),
      ...(loops !== undefined && { loops }),
    }),
  );
}

/** In front of another entry, or, where there is none to name, at the end. */
export function moveEntry(key: string, beforeKey: string | undefined): PlaylistEdit {
  return (playlist) => {
    const keyed = keyedEntries(playlist.entries);
    const moved = keyed.find((one) => one.key === key);
    const others = keyed.filter((one) => one !== moved);
    const to = beforeKey === undefined ? others.length : others.findIndex((one) => one.key === beforeKey);
    if (moved === undefined || to < 0) return undefined;
    return { name: playlist.name, entries: others.toSpliced(to, 0, moved).map(({ entry }) => entry) };
  };
}

/** Puts back what was taken out; where its place is gone as well, at the end. */
export function insertEntry(entry: PlaylistEntry, beforeKey: string | undefined): PlaylistEdit {
  return ({ name, entries }) => {
    const found = keyedEntries(entries).findIndex(({ key }) => key === beforeKey);
    return { name, entries: entries.toSpliced(found < 0 ? entries.length : found, 0, entry) };
  };
}

function editAt(
  key: string,
  change: (entries: PlaylistEntry[], at: number, entry: PlaylistEntry) => PlaylistEntry[],
): PlaylistEdit {
  return ({ name, entries }) => {
    const at = keyedEntries(entries).findIndex((one) => one.key === key);
    const entry = entries[at];
    return entry === undefined ? undefined : { name, entries: change(entries, at, entry) };
  };
}
