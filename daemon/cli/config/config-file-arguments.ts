import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ConfigFile } from '../../config/config-file.js';
import { configCandidates } from '../../config/folders.js';
import { findConfigFile } from '../../config/load.js';
import { firstCreatable } from '../../config/replace-file.js';
import type { CommandContext } from '../command-context.js';

/** The options of every word below `framed config`. */
export interface ConfigFileArguments {
  config?: string;
  json: boolean;
}

export function addConfigFileOptions(command: Command): Command {
  return command
    .option('--config <file>', 'configuration file (else the one that `framed run` would take)')
    .option('--json', 'say it for a program', false);
}

/** The file that is meant; undefined where none is named and none exists. Throws a ConfigError where it cannot be read. */
export function namedConfigFile({ config }: ConfigFileArguments): Promise<ConfigFile | undefined> {
  return findConfigFile(config === undefined ? undefined : resolve(config), configCandidates());
}

/** Where changes go: the file that is meant, else where one would be created. */
export async function pathToChange({ config }: ConfigFileArguments): Promise<string> {
  if (config !== undefined) return resolve(config);
  const [first = ''] = configCandidates();
  return (await namedConfigFile({ json: false }))?.path ?? (await firstCreatable(configCandidates())) ?? first;
}

/** Runs a command; what it throws is told, and makes the exit code. */
export async function attempt(
  { json }: { json: boolean },
  context: CommandContext,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    context.fail(error, json);
  }
}
