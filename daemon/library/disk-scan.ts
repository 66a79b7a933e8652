import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A size no row can have announced. */
const NOT_A_FILE = -1;

/**
 * Path -> bytes of everything directly in `folder`; what is not a plain file has -1. A missing folder is empty.
 *
 * Synchronous on purpose: a start waits for thousands of these calls, each far shorter than the way through the thread pool.
 */
export function scanFolder(folder: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const name of readNames(folder)) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    sizes.set(path, stats.isFile() ? stats.size : NOT_A_FILE);
  }
  return sizes;
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}
