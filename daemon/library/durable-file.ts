import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file work that publishing depends on. A parameter, so that tests can fail or kill at each step. */
export interface DurableFiles {
  /** Resolves when the file's content is on the disk, not only in the kernel's cache. */
  syncFile(path: string): Promise<void>;
  /** The same for the folder's entries: without it a rename or a new file may be lost though its content is safe. */
  syncFolder(path: string): Promise<void>;
  /** Within one file system. Replaces what is there. Not durable until the folder is synced. */
  rename(from: string, to: string): Promise<void>;
  /** A file or a whole folder; it may be missing. */
  remove(path: string): Promise<void>;
  /** Creates the folder where it is missing, durably. Its parent must exist. Resolves with whether it was created. */
  ensureFolder(path: string): Promise<boolean>;
}

export const durableFiles: DurableFiles = {
  syncFile: sync,
  syncFolder: sync,
  rename,
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  async ensureFolder(path) {
    if (!(await createFolder(path))) return false;
    await sync(dirname(path));
    return true;
  },
};

async function createFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** On Linux fsync needs no write access, and a folder opened for reading can be synced. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
