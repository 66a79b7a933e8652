import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Access, type AccessOptions } from '../access/access.js';
import { GrantFile } from '../access/grant-file.js';
import { toPlainError } from '../errors.js';
import type { Log } from '../log.js';

export interface OpenAccessOptions extends Omit<AccessOptions, 'file'> {
  readonly dataFolder: string;
}

/**
 * Opens what is known of who may come in. The picture goes on in any case: a file that is damaged is moved aside, and everybody pairs anew; where
 * there can be none, nobody is remembered beyond this run. The log says so.
 */
export function openAccess({ dataFolder, ...options }: OpenAccessOptions): Access {
  return new Access({ ...options, file: openFile(join(dataFolder, 'access.db'), options.log) });
}

function openFile(path: string, log: Log): GrantFile {
  try {
    return openOrReplace(path, log);
  } catch (error) {
    log.error('who may come in cannot be remembered: pair again after a restart', {
      reason: toPlainError(error).message,
    });
    return GrantFile.open(':memory:');
  }
}

function openOrReplace(path: string, log: Log): GrantFile {
  try {
    return GrantFile.open(path);
  } catch (error) {
    const { code, message } = toPlainError(error);
    if (code !== 'access-damaged') throw error;
    const aside = `${path}.damaged`;
    renameSync(path, aside);
    // It belongs to what was moved.
    rmSync(`${path}-journal`, { force: true });
    log.error('who may come in is no longer known: pair every device again', { reason: message, keptAs: aside });
    return GrantFile.open(path);
  }
}
