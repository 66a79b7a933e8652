import { parse } from 'yaml';
import { isTooDeep } from './yaml-depth.js';
import { editYaml } from './yaml-edit.js';

/**
 * Brings a file of one version to the next. It edits the text (editYaml, renameKey), so that comments and order stay, and does nothing to
 * what is not there.
 */
export type Migration = (text: string) => string;

/**
 * The first brings version 1 to 2, the second 2 to 3, and so on. To change what a key means, or is called: append one here, and a test of
 * it; never change one that was released.
 */
export const MIGRATIONS: readonly Migration[] = [];

/** Of the files that this framed writes and reads. */
export const CONFIG_VERSION = 1 + MIGRATIONS.length;

export interface MigratedText {
  readonly text: string;
  /** The version that the text had; where that is the present one, or a later one, it is as it was. */
  readonly from: number;
}

/** A text in the present version. What is no YAML, or of a later version, stays as it is: that is for decoding to say. */
export function migrateText(text: string, migrations: readonly Migration[] = MIGRATIONS): MigratedText {
  // What is not to be changed need not be read twice: of a text that is all mistakes that takes a while.
  if (migrations.length === 0) return { text, from: 1 };
  const from = versionOf(text);
  const steps = from === undefined ? [] : migrations.slice(from - 1);
  if (from === undefined || steps.length === 0) return { text, from: from ?? 1 + migrations.length };
  const migrated = steps.reduce((current, migrate) => migrate(current), text);
  return { text: editYaml(migrated, { version: 1 + migrations.length }), from };
}

/** A file that says none is of the first. Undefined where none can be read. */
function versionOf(text: string): number | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    const said: unknown = parse(text, { prettyErrors: false, logLevel: 'error' });
    if (said === null) return undefined;
    const version = typeof said === 'object' && 'version' in said ? said.version : 1;
    return Number.isInteger(version) && Number(version) >= 1 ? Number(version) : undefined;
  } catch {
    return undefined;
  }
}
