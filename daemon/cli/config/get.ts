import type { Command } from 'commander';
import { requireKey } from '../../config/known-key.js';
import { decodeNamedConfig } from '../../config/load.js';
import { valueAt } from '../../config/schema-faults.js';
import type { CommandContext } from '../command-context.js';
import { printJson } from '../terminal.js';
import { addConfigFileOptions, attempt, type ConfigFileArguments, namedConfigFile } from './config-file-arguments.js';
import { printedValue } from './printed-value.js';

export function addConfigGet(config: Command, context: CommandContext): void {
  const command = config
    .command('get')
    .summary('print the value of a key')
    .description('Prints the value that holds for a key or a whole section; an empty line where it is not set.')
    .argument('<key>', 'such as http.port');
  addConfigFileOptions(command).action((key: string, options: ConfigFileArguments) =>
    attempt(options, context, async () => {
      const { config: values } = decodeNamedConfig(await namedConfigFile(options));
      requireKey(key, values);
      const value = valueAt(values, key.split('.'));
      const { terminal } = context;
      if (options.json) printJson(terminal, value ?? null);
      // Text as it is, for scripts.
      else terminal.out(`${typeof value === 'string' ? value : value === undefined ? '' : printedValue(value)}\n`);
    }),
  );
}
