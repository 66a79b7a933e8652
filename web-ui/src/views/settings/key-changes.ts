import type { ConfigChanges } from '../../live/config.js';
import { type SchemaKey, valueAt } from './schema-keys.js';

/**
 * The change of the file that gives a key its new value, null: takes it out. A key with partners is written together with them, and goes together with
 * them, since the file is refused with one of them alone.
 *
 * @param values all that holds.
 * @param drafts what was typed for keys that are not in the file yet.
 * @returns undefined where it waits for a partner that nobody has given yet.
 */
export function changesOf(
  { key, partners }: Pick<SchemaKey, 'key' | 'partners'>,
  wanted: unknown,
  values: unknown,
  drafts: Readonly<Record<string, unknown>>,
): ConfigChanges | undefined {
  if (partners.length === 0) return { [key]: wanted };
  const section = key.slice(0, key.lastIndexOf('.'));
  if (wanted === null) return { [section]: null };
  const whole: Record<string, unknown> = { [nameIn(key)]: wanted };
  for (const partner of partners) {
    const value = valueAt(values, partner) ?? drafts[partner];
    if (value === undefined || value === null) return undefined;
    whole[nameIn(partner)] = value;
  }
  return { [section]: whole };
}

function nameIn(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
