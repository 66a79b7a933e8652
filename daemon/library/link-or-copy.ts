import { constants, copyFile, link } from 'node:fs/promises';

/**
 * Gives a file a second name; copies it where the file system has no hard links (exFAT, FAT). Resolves with whether the file was there.
 * Rejects with Node's error.
 *
 * @param linkFile Node's; tests have file systems that lack it.
 */
export async function linkOrCopy(from: string, to: string, linkFile = link): Promise<boolean> {
  try {
    await linkFile(from, to);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
  }
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
