import { DisplayError } from '../display.js';
import { BUILT_IN_CONTROLLERS } from './built-in.js';
import type { Controller } from './controller.js';
import { validateController } from './validate.js';

/**
 * The controller of a name, or the one that a module outside the repository exports as `controller`.
 *
 * @param nameOrUrl a name like "st7789", or the module's URL, "file:///…".
 * @throws DisplayError 'controller-unknown' with the names there are, or 'controller-invalid' with what is wrong in the module.
 */
export async function loadController(nameOrUrl: string): Promise<Controller> {
  if (nameOrUrl.startsWith('file:')) return validateController(await importController(nameOrUrl), nameOrUrl);
  const controller = BUILT_IN_CONTROLLERS.get(nameOrUrl);
  if (controller) return controller;
  throw new DisplayError(
    'controller-unknown',
    `There is no controller "${nameOrUrl}"; there are: ${controllerNames().join(', ')}, and modules named by a path like ./my-chip.mjs.`,
  );
}

/** The names of the controllers that framed knows, sorted. */
export function controllerNames(): string[] {
  return [...BUILT_IN_CONTROLLERS.keys()].sort();
}

async function importController(url: string): Promise<unknown> {
  try {
    const module: Readonly<Record<string, unknown>> = await import(url);
    return module['controller'];
  } catch (error) {
    throw new DisplayError('controller-invalid', `${url} cannot be loaded as a JavaScript module: ${String(error)}`, {
      cause: error,
    });
  }
}
