import { isDeepStrictEqual } from 'node:util';
import { type ClipChange, type ClipsChange, distinctTags, isSameTag, Tags } from '../protocol/clip.js';
import { changeLook } from '../protocol/look.js';
import { nameFromPerson } from './clip-name.js';
import { libraryError } from './library-error.js';
import { expectRecord } from './library-reader.js';
import type { Tables } from './tables.js';

/**
 * Changes what people say of a clip; what is absent stays. Returns whether its look is another now. Throws clip-not-found,
 * library-bad-name; then nothing changed.
 */
export function changeClip(tables: Tables, id: string, { name, look, tags, turn }: ClipChange): boolean {
  const record = expectRecord(tables, id);
  const newName = name === undefined ? record.name : nameFromPerson(name);
  const newLook = look === undefined ? record.look : changeLook(record.look, look);
  tables.commit('change the clip', () => {
    tables.clips.setName(id, newName);
    tables.clips.setLook(id, newLook);
    if (tags !== undefined) tables.clips.setTags(id, distinctTags(tags));
    if (turn !== undefined)
      tables.clips.setTurn(id, turn === null || Object.keys(turn).length === 0 ? undefined : turn);
  });
  return !isDeepStrictEqual(newLook, record.look);
}

/** Gives clips tags, or takes them away, all or none. Throws clip-not-found, library-too-many-tags. */
export function changeTags(tables: Tables, { ids, addTags = [], removeTags = [] }: ClipsChange): void {
  const changes = ids.map((id) => {
    const { name, tags } = expectRecord(tables, id);
    const kept = tags.filter((tag) => !removeTags.some((removed) => isSameTag(tag, removed)));
    const changed = distinctTags([...kept, ...addTags]);
    if (Tags.safeParse(changed).success) return { id, changed };
    throw libraryError('library-too-many-tags', `"${name}" would have ${changed.length} tags; a clip has at most 20.`);
  });
  tables.commit('change the clips', () => {
    for (const { id, changed } of changes) tables.clips.setTags(id, changed);
  });
}
