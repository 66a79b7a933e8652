import type { Command } from 'commander';
import { type EffectiveValue, effectiveValues } from '../../config/effective-values.js';
import { configJsonSchema } from '../../config/json-schema.js';
import { decodeNamedConfig } from '../../config/load.js';
import type { CommandContext } from '../command-context.js';
import { printedTable } from '../printed.js';
import { printJson } from '../terminal.js';
import { addConfigFileOptions, attempt, type ConfigFileArguments, namedConfigFile } from './config-file-arguments.js';
import { printedValue } from './printed-value.js';

export function addConfigShow(config: Command, context: CommandContext): void {
  const command = config
    .command('show')
    .summary('list every key with its value')
    .description('Lists every key with the value that holds, and whether it comes from the file or is the default.')
    .option('--set', 'only what the file sets', false);
  addConfigFileOptions(command).action((options: ConfigFileArguments & { set: boolean }) =>
    attempt(options, context, () => show(options, context)),
  );
}

async function show(options: ConfigFileArguments & { set: boolean }, { terminal }: CommandContext): Promise<void> {
  const file = await namedConfigFile(options);
  const decoded = decodeNamedConfig(file);
  const all = effectiveValues(configJsonSchema(), { ...decoded, overrides: {} });
  const values = options.set ? all.filter(({ source }) => source === 'file') : all;
  if (options.json) {
    printJson(terminal, { path: file?.path ?? null, revision: file?.revision ?? null, values });
    return;
  }
  terminal.out(`${file?.path ?? 'There is no configuration file: the defaults hold.'}\n\n`);
  terminal.out(printedTable(values.map(rowOf)));
}

function rowOf({ key, value, source }: EffectiveValue): string[] {
  return [key, source === 'default' ? '' : source, printedValue(value)];
}
