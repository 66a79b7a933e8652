import type { Clip, ClipChange } from '../../../../../daemon/protocol/clip.js';
import { type Look, lookReplacement } from '../../../../../daemon/protocol/look.js';

/** What somebody is choosing for a clip, before it is saved. */
export interface Draft {
  readonly name: string;
  readonly tags: readonly string[];
  readonly look: Look;
  readonly turn: NonNullable<Clip['turn']>;
}

export function draftOf({ name, tags = [], look = {}, turn = {} }: Clip): Draft {
  return { name, tags, look, turn };
}

/** What has to be asked of the daemon to make the clip what the draft says; undefined: it is that. */
export function changeOf(clip: Clip, draft: Draft): ClipChange | undefined {
  const before = draftOf(clip);
  const name = draft.name.trim();
  const change: ClipChange = {
    ...(name !== '' && name !== before.name && { name }),
    ...(!isSame(draft.tags, before.tags) && { tags: [...draft.tags] }),
    ...(!isSame(sorted(draft.look), sorted(before.look)) && { look: lookReplacement(draft.look) }),
    ...(!isSame(sorted(draft.turn), sorted(before.turn)) && { turn: isEmpty(draft.turn) ? null : draft.turn }),
  };
  return isEmpty(change) ? undefined : change;
}

/** The look with another member; undefined takes the choice back. */
export function withMember<K extends keyof Look>(look: Look, key: K, value: Look[K] | undefined): Look {
  const { [key]: _, ...rest } = look;
  return value === undefined ? rest : { ...rest, [key]: value };
}

/** For look.bmp: every member of the look, an empty text for those that are not chosen. */
export function lookQuery(look: Look, atMs?: number): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(lookReplacement(look))) {
    if (value === null || value === undefined) query.set(key, '');
    else query.set(key, typeof value === 'object' ? `${value.x},${value.y}` : String(value));
  }
  if (atMs !== undefined) query.set('atMs', String(Math.round(atMs)));
  return query.toString();
}

function sorted(members: object): [string, unknown][] {
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
