import type { Clip } from '../../../../daemon/protocol/clip.js';

export const SORT_ORDERS = ['newest', 'oldest', 'name', 'length', 'size'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Which clips are looked for, and in which order. */
export interface ClipQuery {
  /** Each of its words is in the name or begins a tag. */
  readonly text: string;
  /** Undefined: of any kind. */
  readonly kind?: Clip['kind'] | undefined;
  /** Undefined: with any tags, or none. */
  readonly tag?: string | undefined;
  readonly order: SortOrder;
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The clips that match, in the order that was asked for; among equals the newest first. */
export function searchClips(clips: readonly Clip[], { text, kind, tag, order }: ClipQuery): Clip[] {
  const words = plain(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const wantedTag = tag === undefined ? undefined : plain(tag);
  return clips
    .filter(
      (clip) =>
        (kind === undefined || clip.kind === kind) &&
        (wantedTag === undefined || (clip.tags ?? []).some((one) => plain(one) === wantedTag)) &&
        words.every((word) => matches(clip, word)),
    )
    .sort((a, b) => compare(a, b, order) || b.addedAtMs - a.addedAtMs);
}

/** Every tag there is, each once, the most used first. */
export function tagsOf(clips: readonly Clip[]): string[] {
  const counts = new Map<string, { tag: string; count: number }>();
  for (const tag of clips.flatMap(({ tags = [] }) => tags)) {
    const known = counts.get(plain(tag));
    if (known === undefined) counts.set(plain(tag), { tag, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || byName.compare(a.tag, b.tag)).map(({ tag }) => tag);
}

function compare(a: Clip, b: Clip, order: SortOrder): number {
  switch (order) {
    case 'newest':
      return 0;
    case 'oldest':
      return a.addedAtMs - b.addedAtMs;
    case 'name':
      return byName.compare(a.name, b.name);
    case 'length':
      return b.durationMs - a.durationMs;
    case 'size':
      return b.originalBytes - a.originalBytes;
  }
}

function matches({ name, tags = [] }: Clip, word: string): boolean {
  return plain(name).includes(word) || tags.some((tag) => plain(tag).startsWith(word));
}

/** Without capitals and accents: who types "tubingen" means Tübingen. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
