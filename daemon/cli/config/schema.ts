import type { Command } from 'commander';
import { configJsonSchema } from '../../config/json-schema.js';
import type { CommandContext } from '../command-context.js';
import { printJson } from '../terminal.js';

export function addConfigSchema(config: Command, { terminal }: CommandContext): void {
  config
    .command('schema')
    .summary('print the JSON Schema of the file')
    .description('Prints the JSON Schema of the file, with which editors complete and check it while it is written.')
    .action(() => printJson(terminal, configJsonSchema()));
}
