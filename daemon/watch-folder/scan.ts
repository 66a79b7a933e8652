import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { WatchedFile } from '../library/watched-files.js';
import { isHidden, isMediaName } from './media-name.js';

export interface ScanLimits {
  /** Folders within folders. */
  readonly maxDepth: number;
  /** Names looked at in one scan; what is beyond them is not seen. */
  readonly maxNames: number;
}

/** A stick full of other things must not keep the daemon busy: 20,000 names take a second on a Pi Zero 2 W. */
export const DEFAULT_SCAN_LIMITS: ScanLimits = { maxDepth: 8, maxNames: 20_000 };

export interface Scan {
  /** By path. */
  readonly files: readonly WatchedFile[];
  /** There was more than `maxNames` or `maxDepth` allow. */
  readonly cutShort: boolean;
}

/**
 * The media files beneath a folder. Links are not followed: who may write there may not make the daemon read what lies elsewhere. What
 * vanishes meanwhile is passed over, and so is a folder within it that cannot be read.
 *
 * @param isLeftOut says of a folder, by its path, that it is not to be entered
 * @throws Node's error where `root` itself cannot be read
 */
export async function scanFolder(
  root: string,
  { maxDepth, maxNames }: ScanLimits = DEFAULT_SCAN_LIMITS,
  isLeftOut: (path: string) => boolean = () => false,
): Promise<Scan> {
  const files: WatchedFile[] = [];
  let names = 0;
  let cutShort = false;

  const visit = async (folder: string, depth: number): Promise<void> => {
    for await (const entry of await opendir(folder)) {
      if (++names > maxNames) {
        cutShort = true;
        return;
      }
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !isHidden(entry.name) && !isLeftOut(path)) {
        if (depth >= maxDepth) cutShort = true;
        else await visit(path, depth + 1).catch(() => {});
      } else if (entry.isFile() && isMediaName(entry.name)) {
        const stats = await lstat(path).catch(() => undefined);
        if (stats?.isFile()) files.push({ path, bytes: stats.size, modifiedMs: Math.floor(stats.mtimeMs) });
      }
    }
  };
  await visit(root, 0);
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, cutShort };
}
