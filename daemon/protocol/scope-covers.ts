import type { Scope } from './access.js';

const INCLUDED: Readonly<Record<Scope, readonly Scope[]>> = {
  view: ['view'],
  control: ['view', 'control'],
  upload: ['view', 'upload'],
  admin: ['view', 'control', 'upload', 'admin'],
};

/** Whether `held` is enough for what needs `needed`. */
export function scopeCovers(held: Scope, needed: Scope): boolean {
  return INCLUDED[held].includes(needed);
}
