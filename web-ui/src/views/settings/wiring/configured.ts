import { valueAt } from '../schema-keys.js';

/** The BCM numbers of buttons and encoders. */
export function controlLines(values: unknown): number[] {
  return [
    ...listAt(values, 'controls.buttons').map((button) => numberAt(button, 'line')),
    ...listAt(values, 'controls.encoders').flatMap((encoder) => [numberAt(encoder, 'a'), numberAt(encoder, 'b')]),
  ].filter((line) => line !== undefined);
}

/** The number of a dotted key; undefined where it has none. */
export function numberAt(values: unknown, key: string): number | undefined {
  const value = valueAt(values, key);
  return typeof value === 'number' ? value : undefined;
}

/** The text of a dotted key; undefined where it has none. */
export function textAt(values: unknown, key: string): string | undefined {
  const value = valueAt(values, key);
  return typeof value === 'string' ? value : undefined;
}

function listAt(values: unknown, key: string): readonly unknown[] {
  const value = valueAt(values, key);
  return Array.isArray(value) ? value : [];
}
