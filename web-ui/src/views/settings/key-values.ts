import type { SchemaKey } from './schema-keys.js';

/** What was typed, or the text that says what is wrong with it. */
export type Typed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: 'no-number' | 'no-whole-number' | 'out-of-range' };

/** The value that was typed for a key; null takes the key out of the file. */
export function readTyped({ kind, isWhole, minimum, maximum, options }: SchemaKey, typed: string): Typed {
  const text = typed.trim();
  if (kind === 'lines')
    return {
      ok: true,
      value:
        text === ''
          ? []
          : text
              .split('\n')
              .map((line) => line.trim())
              .filter(Boolean),
    };
  if (text === '') return { ok: true, value: null };
  if (kind === 'choice') return { ok: true, value: options.find((option) => String(option) === text) ?? text };
  if (kind !== 'number') return { ok: true, value: text };
  const value = Number(text);
  if (Number.isNaN(value)) return { ok: false, why: 'no-number' };
  if (isWhole && !Number.isInteger(value)) return { ok: false, why: 'no-whole-number' };
  if (value < (minimum ?? -Infinity) || value > (maximum ?? Infinity)) return { ok: false, why: 'out-of-range' };
  return { ok: true, value };
}

/** A value as it stands in its field. */
export function writtenAs(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
