import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { FramedError } from '../errors.js';
import { Config } from './schema.js';
import { decodeYaml } from './yaml-document.js';

/** Where a configuration came from. */
export interface LoadedConfig {
  config: Config;
  /** Undefined: no file was found, and the defaults hold. */
  path?: string;
}

/**
 * Loads `path`, which must exist; without it the first of `candidates` that does, else the defaults.
 * Throws FramedError 'config-missing', or 'config-invalid' naming file, line, column, key, the value seen and what would be accepted.
 */
export async function loadConfig(path: string | undefined, candidates: readonly string[]): Promise<LoadedConfig> {
  if (path !== undefined) {
    const text = await readIfThere(path);
    if (text === undefined) {
      throw new FramedError('config-missing', `There is no configuration file ${path}; check the --config argument.`);
    }
    return { config: parseConfig(text, path), path };
  }
  for (const candidate of candidates) {
    const text = await readIfThere(candidate);
    if (text !== undefined) return { config: parseConfig(text, candidate), path: candidate };
  }
  return { config: Config.parse({}) };
}

/** Decodes a configuration text; `path` is for the error's words only. */
export function parseConfig(text: string, path: string): Config {
  return decodeYaml(text, path, Config, 'config-invalid');
}

/** The configuration's JSON Schema, from which editors complete and check. */
export function configJsonSchema(): unknown {
  return z.toJSONSchema(Config, { io: 'input' });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new FramedError('config-unreadable', `${path} cannot be read: ${String(error)}`, { cause: error });
  }
}
