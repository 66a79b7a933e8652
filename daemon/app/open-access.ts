import { join } from 'node:path';
import { Access, type AccessOptions } from '../access/access.js';
import { GrantFile } from '../access/grant-file.js';

export interface OpenAccessOptions extends Omit<AccessOptions, 'file'> {
  readonly dataFolder: string;
}

/** Opens what is known of who may come in. */
export function openAccess({ dataFolder, ...options }: OpenAccessOptions): Access {
  return new Access({ ...options, file: GrantFile.open(join(dataFolder, 'access.db')) });
}
