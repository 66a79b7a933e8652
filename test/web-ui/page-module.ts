import { join } from 'node:path';
import { runnerImport } from 'vite';
import { packageRoot } from '../../daemon/package-root.js';

/**
 * A module of the page, compiled by Vite as for the browser. (TypeScript only checks the page, so there is no JavaScript of it to import.)
 * The type argument is `typeof import('…')` of the same module.
 */
export async function importPageModule<Module>(file: string): Promise<Module> {
  const { module } = await runnerImport<Module>(join(packageRoot, 'web-ui/src', file), { logLevel: 'error' });
  return module;
}
