import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '../../config/config-error.js';
import { parseConfig } from '../../config/load.js';
import type { CommandContext } from '../command-context.js';
import { EXIT } from '../exit-codes.js';
import { counted } from '../printed.js';
import { printJson } from '../terminal.js';
import { addConfigFileOptions, attempt, type ConfigFileArguments, namedConfigFile } from './config-file-arguments.js';

export function addConfigCheck(config: Command, context: CommandContext): void {
  const command = config
    .command('check')
    .summary('say what is wrong with the file')
    .description(
      'Says what is wrong with the file: line, column, what was seen and what would be accepted. Exit code 1 where anything is.',
    )
    .argument('[file]', 'configuration file (else the one that `framed run` would take)');
  addConfigFileOptions(command).action((file: string | undefined, options: ConfigFileArguments) =>
    attempt(options, context, () =>
      check({ ...options, ...(file !== undefined && { config: resolve(file) }) }, context),
    ),
  );
}

async function check(options: ConfigFileArguments, { terminal, exitWith }: CommandContext): Promise<void> {
  try {
    const file = await namedConfigFile(options);
    if (file !== undefined) parseConfig(file.text, file.path);
    if (options.json) printJson(terminal, { ok: true, path: file?.path ?? null, faults: [] });
    else
      terminal.out(
        file === undefined ? 'There is no configuration file: the defaults hold.\n' : `${file.path} is good.\n`,
      );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { code, path, faults, message } = error;
    if (options.json) printJson(terminal, { ok: false, path, code, faults });
    else terminal.err(`${message}\n${counted(faults.length, 'mistake')}.\n`);
    exitWith(EXIT.failed);
  }
}
