import { isDeepStrictEqual } from 'node:util';
import { Config } from './schema.js';
import { valueAt } from './schema-faults.js';
import { schemaKeys, schemaTree } from './schema-tree.js';

let restartKeys: readonly string[] | undefined;

/** The keys that say so in the schema ({@link file://./schema.ts}): a running daemon does not take them up. */
export function keysThatNeedRestart(): readonly string[] {
  restartKeys ??= schemaKeys(schemaTree(Config))
    .filter(({ node }) => node.needsRestart === true)
    .map(({ key }) => key);
  return restartKeys;
}

/** Those of them whose values differ. */
export function restartKeysThatDiffer(started: Config, current: Config): string[] {
  return keysThatNeedRestart().filter((key) => {
    const path = key.split('.');
    return !isDeepStrictEqual(valueAt(started, path), valueAt(current, path));
  });
}
