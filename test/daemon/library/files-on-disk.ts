import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Library } from '../../../daemon/library/library.js';
import { sha256 } from './staged-clips.js';

/** Every file below the library's root but the database's own, relative and sorted. Empty folders end in a slash. Folders may go meanwhile. */
export async function filesOnDisk(root: string): Promise<string[]> {
  const paths: string[] = [];
  const visit = async (folder: string) => {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && folder !== root) return undefined;
      throw error;
    });
    if (entries === undefined) return;
    if (entries.length === 0) paths.push(`${relative(root, folder)}/`);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else paths.push(relative(root, path));
    }
  };
  await visit(root);
  return paths.filter((path) => !path.startsWith('library.')).sort();
}

/**
 * What is wrong with the library after a start; empty where every clip is whole and every file has its clip.
 *
 * @param pages clips of further pages of documents, whose identity is not the hash of the picture that they keep.
 */
export async function findViolations(
  root: string,
  library: Library,
  planKeys: readonly string[],
  pages: readonly string[] = [],
): Promise<string[]> {
  const violations: string[] = [];
  const expected = new Set<string>();
  for (const clip of library.clips()) {
    const original = library.originalPath(clip.id);
    if (original === undefined) violations.push(`${clip.id} has no original`);
    else {
      expected.add(relative(root, original));
      if (!pages.includes(clip.id) && !sha256(await readFile(original)).startsWith(clip.id))
        violations.push(`the original of ${clip.id} is damaged`);
    }
    const renditions = planKeys.flatMap((planKey) => library.renditionPath(clip.id, planKey) ?? []);
    if (renditions.length === 0) violations.push(`${clip.id} has no frames`);
    let bytes = 0;
    for (const path of renditions) {
      expected.add(relative(root, path));
      bytes += (await stat(path)).size;
    }
    if (bytes !== clip.renditionBytes)
      violations.push(`${clip.id} has ${bytes} bytes of frames, not ${clip.renditionBytes}`);
    const poster = library.posterPath(clip.id);
    if (poster !== undefined) expected.add(relative(root, poster));
    const preview = library.preview(clip.id);
    if (preview !== undefined) expected.add(relative(root, preview.path));
    const copy = library.watching(clip.id)?.copy;
    if (copy !== undefined) expected.add(relative(root, copy.path));
  }
  const found = (await filesOnDisk(root)).filter((path) => !path.startsWith('recovered/') && !path.endsWith('/'));
  for (const path of found) if (!expected.has(path)) violations.push(`${path} belongs to no clip`);
  for (const path of expected) if (!found.includes(path)) violations.push(`${basename(path)} is missing`);
  return violations;
}
