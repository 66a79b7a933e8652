import { FramedError } from '../errors.js';
import { ConfigError } from './config-error.js';
import { type ConfigFile, NO_REVISION, readConfigFile, revisionOf } from './config-file.js';
import { decodeConfig } from './decode-config.js';
import { type Fault, formatFault } from './fault.js';
import { backUpOlder } from './migrate-file.js';
import { migrateText } from './migrations.js';
import { replaceFile } from './replace-file.js';
import { editYaml, type YamlChanges } from './yaml-edit.js';

export interface SaveOptions {
  path: string;
  /** Of the file that the changes were made for: 'none' where there was none. Undefined: whatever it is now. */
  revision?: string | undefined;
  /** Dotted key to its new value; null takes the key out, so that its default holds. */
  changes: YamlChanges;
}

/**
 * Changes the configuration file, and creates it where there is none. Comments, order and blank lines stay.
 *
 * Throws FramedError
 * - 'config-revision': the file is another by now; read it again.
 * - 'config-change-invalid': the configuration would not be good with these changes; nothing is written.
 * - 'config-not-editable': only a person can make this change.
 * - 'config-not-writable', 'disk-full', and ConfigError where the file cannot be read as YAML.
 */
export async function saveConfig({ path, revision, changes }: SaveOptions): Promise<ConfigFile> {
  const before = await readConfigFile(path);
  const seen = before?.revision ?? NO_REVISION;
  if (revision !== undefined && revision !== seen) throw changedMeanwhile(path);
  const text = editedText(migrateText(before?.text ?? '').text, path, changes);
  if (text !== before?.text) {
    if (before !== undefined) await backUpOlder(before);
    const beforeRename = async () => {
      const now = await readConfigFile(path);
      if ((now?.revision ?? NO_REVISION) !== seen) throw changedMeanwhile(path);
    };
    await replaceFile(path, text, { beforeRename });
  }
  return { path, text, revision: revisionOf(text) };
}

function editedText(text: string, path: string, changes: YamlChanges): string {
  const before = decodeConfig(text);
  // Of a text that is no YAML nothing is known but where reading it ended.
  if (!before.ok && before.faults.some(({ key }) => key === '')) {
    throw new ConfigError('config-invalid', path, before.faults);
  }
  const edited = editYaml(text, changes);
  const after = decodeConfig(edited);
  if (!after.ok) throw invalidChange(path, after.faults, Object.keys(changes));
  return edited;
}

/** Lines of a text that was never written would mislead, so what the changes brought is told without. */
function invalidChange(path: string, faults: readonly Fault[], changed: readonly string[]): FramedError {
  const isBrought = ({ key }: Fault) =>
    changed.some((one) => `${key}.`.startsWith(`${one}.`) || `${one}.`.startsWith(`${key}.`));
  const lines = faults.map((fault) => (isBrought(fault) ? fault.message : formatFault(path, fault)));
  return new FramedError('config-change-invalid', `${lines.join('\n')}.`);
}

function changedMeanwhile(path: string): FramedError {
  return new FramedError(
    'config-revision',
    `${path} was changed meanwhile, and is left as it is; look at it again and repeat.`,
  );
}
