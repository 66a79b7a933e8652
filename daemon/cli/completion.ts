import { Argument, type Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { bashCompletion } from './describe/bash-completion.js';
import { fishCompletion } from './describe/fish-completion.js';
import { type ProgramWords, programWords } from './describe/program-words.js';
import { zshCompletion } from './describe/zsh-completion.js';

type Shell = 'bash' | 'zsh' | 'fish';

const SCRIPTS: Readonly<Record<Shell, (program: ProgramWords) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export function addCompletionCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('completion')
    .summary('print what lets a shell complete commands and names')
    .description(
      'Prints a script by which the shell completes commands, options, and the names of clips and playlists. For this shell only: ' +
        'source <(framed completion bash)',
    )
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    // commander has checked it against the choices.
    .action((shell: Shell) => terminal.out(SCRIPTS[shell](programWords(program))));
}
