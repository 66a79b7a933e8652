import { constants, type Stats, statfsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';

/** Why the library's folder cannot be used as it should. */
export type StorageTrouble = 'gone' | 'read-only' | 'not-writable' | 'no-names-left' | 'failing';

/** A clip takes eight at most (original, folder of frames, frames, poster, preview, work in progress); some clips may be on their way at once. */
const FEW_INODES = 32;

/**
 * Looks whether the folder is there, is the one that it was, and can be written to: without writing, so that it may be asked often. Undefined:
 * nothing is wrong.
 *
 * @param first what it was when the library was opened.
 */
export async function storageTrouble(
  folder: string,
  first: Pick<Stats, 'dev' | 'ino'>,
): Promise<StorageTrouble | undefined> {
  try {
    const { dev, ino } = await stat(folder);
    if (dev !== first.dev || ino !== first.ino) return 'gone';
    await access(folder, constants.W_OK);
    const { files, ffree } = statfsSync(folder);
    // Where there are none, there is no table of them either (btrfs, exFAT).
    return files > 0 && ffree < FEW_INODES ? 'no-names-left' : undefined;
  } catch (error) {
    return TROUBLES[error instanceof Error && 'code' in error ? String(error.code) : ''] ?? 'failing';
  }
}

const TROUBLES: Readonly<Record<string, StorageTrouble>> = {
  ENOENT: 'gone',
  ENOTDIR: 'gone',
  ENODEV: 'gone',
  ENXIO: 'gone',
  EROFS: 'read-only',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
};
