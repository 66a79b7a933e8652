import type { Command } from 'commander';
import { requireKey } from '../../config/known-key.js';
import { saveConfig } from '../../config/save.js';
import { typedWord } from '../../config/typed-word.js';
import type { CommandContext } from '../command-context.js';
import { printJson } from '../terminal.js';
import { addConfigFileOptions, attempt, type ConfigFileArguments, pathToChange } from './config-file-arguments.js';

/** `set` and `unset`. */
export function addConfigSet(config: Command, context: CommandContext): void {
  const change = (options: ConfigFileArguments, key: string, word: string | undefined) =>
    attempt(options, context, async () => {
      const node = requireKey(key);
      const value = word === undefined ? null : typedWord(word, node);
      const { path, revision } = await saveConfig({ path: await pathToChange(options), changes: { [key]: value } });
      if (options.json) printJson(context.terminal, { path, revision, key, value });
      else context.terminal.err(`${path} is saved.\n`);
    });

  const set = config
    .command('set')
    .summary('change a key')
    .description(
      'Changes a key in the file, and creates the file where there is none. Comments and order stay. What would not be good is refused.',
    )
    .argument('<key>', 'such as http.port')
    .argument(
      '<value>',
      'text as it is, numbers, true and false, and what YAML writes on one line: "[a, b]", "{ x: 1, y: 2 }"',
    );
  addConfigFileOptions(set).action((key: string, word: string, options: ConfigFileArguments) =>
    change(options, key, word),
  );

  const unset = config
    .command('unset')
    .summary('take a key out, so that its default holds')
    .description('Takes a key out of the file, so that its default holds. Comments stay.')
    .argument('<key>', 'such as http.port');
  addConfigFileOptions(unset).action((key: string, options: ConfigFileArguments) => change(options, key, undefined));
}
