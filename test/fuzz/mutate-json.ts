import type { SeededChance } from '../faults/seeded-chance.js';

const STRANGE: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.5, -0, 1e308, 1e-308, 2 ** 53, 2 ** 31, -(2 ** 31), 4294967296],
  ...['', ' ', '\0', '\u202e', '\ud800', 'é\u0301', '__proto__', '../..', '%2e%2e', 'null', '1e999', '#sign-in='],
  ...[[], {}, [[]], [null], { constructor: {} }, { toString: 1 }, { length: 1e9 }],
];
const NAMES = ['__proto__', 'constructor', 'toString', 'then', 'length', 'id', 'type', '', '0', 'a.b'];

/** The same value with one to three places changed: another type, an edge, a member more or less, one that is very long or very deep. */
export function mutateJson(value: unknown, chance: SeededChance): unknown {
  let changed = value;
  for (let left = 1 + chance.below(3); left > 0; left--) changed = changeSomewhere(changed, chance);
  return changed;
}

function changeSomewhere(value: unknown, chance: SeededChance): unknown {
  if (Array.isArray(value) && value.length > 0 && chance.happens(0.7)) {
    const at = chance.below(value.length);
    return value.map((item, index) => (index === at ? changeSomewhere(item, chance) : item));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && chance.happens(0.8)) {
    const entries = Object.entries(value);
    const at = chance.below(entries.length + 1);
    const entry = entries[at];
    if (entry === undefined) return withMember(value, chance.oneOf(NAMES) ?? '', strange(chance));
    if (chance.happens(0.2)) return Object.fromEntries(entries.filter((_, index) => index !== at));
    return Object.fromEntries(
      entries.map(([key, one], index) => [key, index === at ? changeSomewhere(one, chance) : one]),
    );
  }
  if (typeof value === 'number' && chance.happens(0.5)) return value * (chance.oneOf([-1, 1e6, 0.001, 1.5]) ?? 1);
  if (typeof value === 'string' && chance.happens(0.5)) return changedText(value, chance);
  return strange(chance);
}

/** Also '__proto__', as JSON.parse makes it: a member like any other. */
function withMember(value: object, name: string, member: unknown): unknown {
  return Object.fromEntries([...Object.entries(value), [name, member]]);
}

function changedText(text: string, chance: SeededChance): string {
  const at = chance.below(text.length + 1);
  const inserted =
    chance.oneOf(['\0', '\n', 'ß', '\u{1f600}', '"', '\\', '/', '..', 'x'.repeat(chance.below(9000))]) ?? '';
  return text.slice(0, at) + inserted + text.slice(chance.happens(0.5) ? at : at + 1);
}

function strange(chance: SeededChance): unknown {
  if (chance.happens(0.03)) return nested(chance.below(3000));
  if (chance.happens(0.03)) return Array.from({ length: chance.below(5000) }, () => chance.oneOf(STRANGE));
  return chance.oneOf(STRANGE);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
