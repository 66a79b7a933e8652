import { readFile, writeFile } from 'node:fs/promises';
import { type ConfigFile, revisionOf } from './config-file.js';
import { MIGRATIONS, type Migration, migrateText } from './migrations.js';
import { replaceFile } from './replace-file.js';

export interface MigratedFile {
  readonly file: ConfigFile;
  /** Where the file of before is; undefined where nothing had to be done. */
  readonly backup?: string;
}

/**
 * Brings a file up to the present version, with a copy of it as it was beside it. A file that is of this version is left alone. Rejects with
 * what replaceFile throws; then the file is as it was.
 */
export async function migrateFile(
  file: ConfigFile,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<MigratedFile> {
  const { text } = migrateText(file.text, migrations);
  if (text === file.text) return { file };
  const backup = await backUpOlder(file, migrations);
  await replaceFile(file.path, text);
  return { file: { ...file, text, revision: revisionOf(text) }, ...(backup !== undefined && { backup }) };
}

/** Copies a file of an older version as it is to a file beside it. Resolves with that one's path; undefined where it is of this version. */
export async function backUpOlder(
  { path, text }: ConfigFile,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<string | undefined> {
  const { from } = migrateText(text, migrations);
  if (from > migrations.length) return undefined;
  for (let attempt = 1; ; attempt++) {
    const backup = `${path}.version-${from}${attempt === 1 ? '' : `-${attempt}`}`;
    // What was kept already need not be kept twice, and nothing that somebody kept is written over.
    const kept = await readFile(backup, 'utf8').catch(() => undefined);
    if (kept === text) return backup;
    if (kept !== undefined) continue;
    await writeFile(backup, text, { flag: 'wx', flush: true });
    return backup;
  }
}
