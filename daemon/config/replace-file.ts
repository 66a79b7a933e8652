import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FramedError } from '../errors.js';

/** Of a file that was not there before. */
const NEW_MODE = 0o644;

export interface ReplaceOptions {
  /** Called when everything is written and before it takes the file's place; what it throws leaves the file as it was. */
  readonly beforeRename?: () => Promise<void>;
}

/**
 * Puts a text in the place of a file, or creates it: whole or not at all, also where the plug is pulled. Mode stays, and owner and group
 * where this user may give files away; of a symbolic link, the file that it leads to is replaced.
 *
 * Throws FramedError 'config-not-writable', 'disk-full'; the file is as it was, or the error says that it is not.
 */
export async function replaceFile(path: string, text: string, { beforeRename }: ReplaceOptions = {}): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${randomUUID()}.new`);
  try {
    await mkdir(folder, { recursive: true });
    const before = await stat(target).catch(() => undefined);
    const mode = before === undefined ? NEW_MODE : before.mode & 0o7777;
    const file = await open(temporary, 'wx', mode);
    try {
      if (before !== undefined) await becomeLike(file, before, mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await beforeRename?.();
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw toWriteError(error, path);
  }
  await syncFolder(dirname(target)).catch((error: unknown) => {
    const message = `${path} is written, but its disk does not vouch for it (${String(error)}); look whether it is still so after a restart.`;
    throw new FramedError('config-not-writable', message, { cause: error });
  });
}

/** The first of some files that does not exist and that this user may create; the last one where none may be. */
export async function firstCreatable(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await mayCreateIn(dirname(path))) return path;
  return paths.at(-1);
}

async function mayCreateIn(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing && folder !== dirname(folder) && mayCreateIn(dirname(folder));
  }
}

async function becomeLike(file: FileHandle, { uid, gid }: { uid: number; gid: number }, mode: number): Promise<void> {
  // Only root gives files away; others keep at least the group, where they are in it, so that its members may go on editing.
  await file.chown(uid, gid).catch(() => file.chown(-1, gid).catch(() => {}));
  // After chown, which takes set-id bits away; and open's mode was cut by the umask.
  await file.chmod(mode);
}

/** A new name is only safe on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function toWriteError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new FramedError('disk-full', `There is no room left to save ${path}; it is as it was.`, { cause: error });
  }
  // What `beforeRename` throws is its caller's own.
  if (error instanceof FramedError || typeof code !== 'string') return error;
  const reason = NOT_ALLOWED.has(code)
    ? "this user may not: its folder must be writable, too, since a new file takes the old one's place"
    : String(error);
  return new FramedError('config-not-writable', `${path} cannot be written: ${reason}.`, { cause: error });
}

const NOT_ALLOWED: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);
