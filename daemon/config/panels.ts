import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Panel, Rotation } from '../../display/panel.js';
import { FramedError } from '../errors.js';
import { packageRoot } from '../package-root.js';
import { decodeYaml } from './yaml-document.js';

/** One file of config/panels/. A panel is data: a new one on a known controller needs no code. */
const PanelDescription = z.strictObject({
  title: z.string().min(1),
  controller: z.string().min(1),
  // 4096: far above any SPI panel, and a frame (32 MB) that still fits in memory.
  width: z.int().min(1).max(4096),
  height: z.int().min(1).max(4096),
  shape: z.enum(['rectangle', 'round']),
});

const PANELS_FOLDER = join(packageRoot, 'config', 'panels');

/** Loads a panel description by name. Throws FramedError 'panel-unknown', with the names there are, or 'panel-invalid'. */
export async function loadPanel(name: string, rotation: Rotation = 0, folder = PANELS_FOLDER): Promise<Panel> {
  const names = await panelNames(folder);
  // By the list, not by the path, so that a name can never leave the folder.
  if (!names.includes(name)) {
    throw new FramedError('panel-unknown', `There is no panel "${name}"; there are: ${names.join(', ')}.`);
  }
  const path = join(folder, `${name}.yaml`);
  const description = decodeYaml(await readFile(path, 'utf8'), path, PanelDescription, 'panel-invalid');
  return { name, rotation, ...description };
}

/** The names of all panel descriptions, sorted. */
export async function panelNames(folder = PANELS_FOLDER): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}
