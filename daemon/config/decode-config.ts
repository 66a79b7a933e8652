import type { Fault } from './fault.js';
import { migrateText } from './migrations.js';
import { type ConfigOverrides, overrideRaw } from './overrides.js';
import { Config } from './schema.js';
import { decodeDocument } from './yaml-document.js';

/** What a text says, whatever version it is of, with defaults for the rest and the command line's words over it; or what is wrong with it. */
export type DecodedConfig =
  | { readonly ok: true; readonly config: Config /** What the text itself says. */; readonly raw: unknown }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export function decodeConfig(text: string, overrides: ConfigOverrides = {}): DecodedConfig {
  const decoded = decodeDocument(migrateText(text).text, {
    schema: Config,
    prepare: (raw) => overrideRaw(raw, overrides),
  });
  return decoded.ok ? { ok: true, config: decoded.value, raw: decoded.raw } : decoded;
}
