import type { Clip } from '../../../daemon/protocol/clip.js';
import { state } from './state.js';

/** Undefined: it is not in the library (any more). */
export function clipById(id: string): Clip | undefined {
  return state.value?.clips[id];
}
