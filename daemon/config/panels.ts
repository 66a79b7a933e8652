import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Panel, Rotation } from '../../display/panel.js';
import { FramedError } from '../errors.js';
import { packageRoot } from '../package-root.js';
import { configCandidates } from './folders.js';
import { PanelDescription, toPanel } from './panel-description.js';
import { decodeYaml } from './yaml-document.js';

const BUILT_IN_FOLDER = join(packageRoot, 'config', 'panels');

/** What a configuration may say over a panel's description. Absent or undefined: as the description has it. */
export type PanelOverrides = {
  readonly [Key in 'rotation' | 'mirrored' | 'colorOrder' | 'inverted' | 'offset']?: Panel[Key] | undefined;
};

/**
 * Loads a panel description by name: from the first of `ownFolders` that has it, else from those that framed brings.
 * Throws FramedError 'panel-unknown', with the names there are, or 'panel-invalid' with file, line, column, key and what would be accepted.
 */
export async function loadPanel(
  name: string,
  rotation: Rotation = 0,
  ownFolders: readonly string[] = ownPanelFolders(),
): Promise<Panel> {
  for (const folder of [...ownFolders, BUILT_IN_FOLDER]) {
    // By the list, not by the path, so that a name can never leave the folder.
    if (!(await namesIn(folder)).includes(name)) continue;
    const path = join(folder, `${name}.yaml`);
    const description = decodeYaml(await readFile(path, 'utf8'), path, PanelDescription, 'panel-invalid');
    return toPanel(name, path, rotation, description);
  }
  const names = await panelNames(ownFolders);
  throw new FramedError('panel-unknown', `There is no panel "${name}"; there are: ${names.join(', ')}.`);
}

/** The names of all panel descriptions, sorted. */
export async function panelNames(ownFolders: readonly string[] = ownPanelFolders()): Promise<string[]> {
  const names = await Promise.all([...ownFolders, BUILT_IN_FOLDER].map(namesIn));
  return [...new Set(names.flat())].sort();
}

/** Where people keep descriptions of their own: `panels` beside the configuration, or beside where one is looked for. */
export function ownPanelFolders(configPath?: string): string[] {
  const configs = configPath === undefined ? configCandidates() : [configPath];
  return configs.map((path) => join(dirname(path), 'panels'));
}

/** The panel as the configuration wants it. */
export function overridePanel(panel: Panel, overrides: PanelOverrides): Panel {
  const { rotation, mirrored, colorOrder, inverted, offset } = overrides;
  return {
    ...panel,
    ...(rotation !== undefined && { rotation }),
    ...(mirrored !== undefined && { mirrored }),
    ...(colorOrder !== undefined && { colorOrder }),
    ...(inverted !== undefined && { inverted }),
    ...(offset !== undefined && { offset }),
  };
}

/** The names in one folder; none where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder);
    return files.filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw new FramedError('panels-unreadable', `${folder} cannot be read: ${String(error)}`, { cause: error });
  }
}
