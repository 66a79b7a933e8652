import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a folder, and what they take on the disk. What goes while it is looked at does not count. */
export function folderSize(folder: string): { files: number; bytes: number } {
  let [files, bytes] = [0, 0];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const stats = lstatSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false });
    if (stats === undefined) continue;
    files += 1;
    // st_blocks counts in 512 bytes; stat(2).
    bytes += stats.blocks * 512;
  }
  return { files, bytes };
}
