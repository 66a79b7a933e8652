import { isDeepStrictEqual } from 'node:util';
import type { ClipChange } from '../protocol/clip.js';
import { changeLook } from '../protocol/look.js';
import { nameFromPerson } from './clip-name.js';
import { expectRecord } from './library-reader.js';
import type { Tables } from './tables.js';

/**
 * Changes what people say of a clip; what is absent stays. Returns whether its look is another now. Throws clip-not-found,
 * library-bad-name; then nothing changed.
 */
export function changeClip(tables: Tables, id: string, { name, look }: ClipChange): boolean {
  const record = expectRecord(tables, id);
  const newName = name === undefined ? record.name : nameFromPerson(name);
  const newLook = look === undefined ? record.look : changeLook(record.look, look);
  tables.commit('change the clip', () => {
    tables.clips.setName(id, newName);
    tables.clips.setLook(id, newLook);
  });
  return !isDeepStrictEqual(newLook, record.look);
}
