import { link, rename } from 'node:fs/promises';

/** File systems without hard links say so by one of these (link(2)); exFAT and FAT do. */
const NO_LINKS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Gives a file a second name, so that it is still there under the first should whoever takes it over die; moves it where the file system
 * cannot. Both names are on one file system. Resolves with whether the first name is left. Rejects with Node's error.
 *
 * @param linkFile Node's; tests have file systems that lack it.
 */
export async function handOver(from: string, to: string, linkFile = link): Promise<boolean> {
  try {
    await linkFile(from, to);
    return true;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !NO_LINKS.has(error.code)) throw error;
    await rename(from, to);
    return false;
  }
}
