import { chmod, copyFile, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import type { DurableFiles } from '../library/durable-file.js';

/** As an editor would make it: people look at it over SSH. */
const READABLE = 0o644;

const NOTE = 'config.json';
const CONFIG = 'config.yaml';
const PANELS = 'panels';

/** Lies in a library that is to be put in place, where a configuration comes with it. */
const ConfigNote = z.object({
  /** Where it is to go; panel descriptions go into `panels` beside it. */
  configPath: z.string(),
  /** False: there is to be none. */
  hasConfig: z.boolean(),
});

/** The text of a note for a configuration that is to be put at `configPath`. */
export function configNote(configPath: string, hasConfig: boolean): { name: string; text: string } {
  return { name: NOTE, text: JSON.stringify({ configPath, hasConfig }) };
}

/** Before the configuration in `restore` takes its place: keeps the present one, as far as it will be written over, in `replaced`. */
export async function keepConfig(restore: string, replaced: string, files: DurableFiles): Promise<void> {
  const note = await readNote(restore);
  if (note === undefined) return;
  const { configPath } = note;
  const hasConfig = await copyDurably(configPath, join(replaced, CONFIG), files);
  for (const name of await panelsIn(restore))
    await copyDurably(join(dirname(configPath), PANELS, name), join(replaced, PANELS, name), files);
  const { name, text } = configNote(configPath, hasConfig);
  await files.syncFolder(replaced);
  await writeDurably(join(replaced, name), text, files);
}

/** Puts the configuration in `folder` where its note says. Rejects with Node's error where that cannot be written. */
export async function placeConfig(folder: string, files: DurableFiles): Promise<void> {
  const note = await readNote(folder);
  if (note === undefined) return;
  const { configPath, hasConfig } = note;
  for (const name of await panelsIn(folder))
    await copyDurably(join(folder, PANELS, name), join(dirname(configPath), PANELS, name), files);
  if (hasConfig) await copyDurably(join(folder, CONFIG), configPath, files);
  else await rm(configPath, { force: true });
}

async function readNote(folder: string): Promise<z.infer<typeof ConfigNote> | undefined> {
  try {
    return z.parse(ConfigNote, JSON.parse(await readFile(join(folder, NOTE), 'utf8')));
  } catch {
    return undefined;
  }
}

async function panelsIn(folder: string): Promise<string[]> {
  return readdir(join(folder, PANELS)).catch(() => []);
}

/** A whole copy or the file that was there; by way of a draft beside it. False where there is nothing to copy. */
async function copyDurably(from: string, to: string, files: DurableFiles): Promise<boolean> {
  if ((await lstat(from).catch(() => undefined)) === undefined) return false;
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, `${to}.new`);
  // Whoever could read it before can go on reading it.
  const { mode } = (await lstat(to).catch(() => undefined)) ?? { mode: READABLE };
  await chmod(`${to}.new`, mode & 0o777);
  await commitDraft(to, files);
  return true;
}

async function writeDurably(path: string, text: string, files: DurableFiles): Promise<void> {
  await writeFile(`${path}.new`, text);
  await commitDraft(path, files);
}

async function commitDraft(path: string, files: DurableFiles): Promise<void> {
  await files.syncFile(`${path}.new`);
  await rename(`${path}.new`, path);
  await files.syncFolder(dirname(path));
}
