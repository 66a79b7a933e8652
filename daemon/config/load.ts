import { ConfigError } from './config-error.js';
import { type ConfigFile, readConfigFile, revisionOf } from './config-file.js';
import { decodeConfig } from './decode-config.js';
import { Config } from './schema.js';

/** Where a configuration came from. */
export interface LoadedConfig {
  config: Config;
  /** Undefined: no file was found, and the defaults hold. */
  path?: string;
}

/**
 * Loads `path`, which must exist; without it the first of `candidates` that does, else the defaults.
 * Throws ConfigError 'config-missing', or 'config-invalid' naming file, line, column, key, the value seen and what would be accepted, or what
 * reading throws.
 */
export async function loadConfig(path: string | undefined, candidates: readonly string[]): Promise<LoadedConfig> {
  const file = await findConfigFile(path, candidates);
  if (file === undefined) return { config: Config.parse({}) };
  return { config: parseConfig(file.text, file.path), path: file.path };
}

/** The file that is to be loaded; undefined where none is named and no candidate exists. Throws like {@link readConfigFile}, and 'config-missing'. */
export async function findConfigFile(
  path: string | undefined,
  candidates: readonly string[],
): Promise<ConfigFile | undefined> {
  for (const candidate of path === undefined ? candidates : [path]) {
    const file = await readConfigFile(candidate);
    if (file !== undefined) return file;
  }
  if (path === undefined) return undefined;
  const message = 'there is no such file; check the path, or create it: framed config set KEY VALUE --config FILE';
  throw new ConfigError('config-missing', path, [{ key: '', message }]);
}

/** What a file says, and everything that holds by it. Throws ConfigError 'config-invalid'. @param file undefined: the defaults. */
export function decodeNamedConfig(file: ConfigFile | undefined): { config: Config; raw: unknown } {
  const decoded = decodeConfig(file?.text ?? '');
  if (decoded.ok) return decoded;
  throw new ConfigError('config-invalid', file?.path ?? '', decoded.faults);
}

/** Decodes a configuration text; `path` is for the error's words only. */
export function parseConfig(text: string, path: string): Config {
  return decodeNamedConfig({ path, text, revision: revisionOf(text) }).config;
}
