import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { addConfigCheck } from './config/check.js';
import { addConfigGet } from './config/get.js';
import { addConfigSchema } from './config/schema.js';
import { addConfigSet } from './config/set.js';
import { addConfigShow } from './config/show.js';

/** `framed config …`: works on the file, whether a daemon runs or not; one that runs takes changes up by itself. */
export function addConfigCommand(program: Command, context: CommandContext): void {
  const config = program
    .command('config')
    .summary('check, show and change the configuration file')
    .description('Checks, shows and changes the configuration file. A daemon that runs takes changes up by itself.')
    .helpCommand(false);
  for (const add of [addConfigCheck, addConfigShow, addConfigGet, addConfigSet, addConfigSchema]) add(config, context);
}
