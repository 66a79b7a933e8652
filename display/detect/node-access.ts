import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { groupName } from './user-facts.js';

/** What this process may do with a device node. */
export interface NodeAccess {
  readonly readable: boolean;
  readonly writable: boolean;
  /** The group it belongs to, by name: who is in it usually may. Undefined: there is no such node. */
  readonly group: string | undefined;
}

/** @param path under `systemRoot`. */
export function probeNode(systemRoot: string, path: string): NodeAccess {
  const node = join(systemRoot, path);
  return { readable: may(node, constants.R_OK), writable: may(node, constants.W_OK), group: groupOf(systemRoot, node) };
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function groupOf(systemRoot: string, path: string): string | undefined {
  const gid = statSync(path, { throwIfNoEntry: false })?.gid;
  return gid === undefined ? undefined : groupName(systemRoot, gid);
}
