import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A size no row can have announced. */
const NOT_A_FILE = -1;

/** Path -> bytes of everything directly in `folder`; what is not a plain file has -1. A missing folder is empty. */
export async function scanFolder(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readNames(folder)) {
    const path = join(folder, name);
    const stats = await lstat(path);
    sizes.set(path, stats.isFile() ? stats.size : NOT_A_FILE);
  }
  return sizes;
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}
