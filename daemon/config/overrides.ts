import { isMap } from './schema-tree.js';

/** What the command line says over the file: dotted key to value. It holds for this run, through every reload. */
export type ConfigOverrides = Readonly<Record<string, unknown>>;

/** A copy of what a file says, with the overrides in it. */
export function overrideRaw(raw: unknown, overrides: ConfigOverrides): unknown {
  return Object.entries(overrides).reduce((value, [key, wanted]) => withValue(value, key.split('.'), wanted), raw);
}

function withValue(target: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  const map = isMap(target) ? target : {};
  return { ...map, [first]: withValue(map[first], rest, value) };
}
