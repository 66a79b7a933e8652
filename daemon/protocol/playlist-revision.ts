import type { PlaylistBody } from './playlist.js';

/**
 * What tells one content of a playlist from another: 16 hex digits. Whoever changes a playlist says by it what the change was made for, so that
 * two phones do not undo each other's work.
 *
 * FNV-1a, twice, with different beginnings: pages that come by plain HTTP have no SHA-256 of their browser's, and nobody here is to be fooled.
 */
export function playlistRevision({ name, entries }: PlaylistBody): string {
  const content = JSON.stringify([
    name,
    entries.map(({ clipId, durationMs, loops }) => [clipId, durationMs ?? null, loops ?? null]),
  ]);
  return [0x811c9dc5, 0x01234567].map((basis) => fnv1a(content, basis).toString(16).padStart(8, '0')).join('');
}

/** Of the text's UTF-16 code units. http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
