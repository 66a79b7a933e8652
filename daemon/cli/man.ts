import type { Command } from 'commander';
import { packageVersion } from '../package-version.js';
import type { CommandContext } from './command-context.js';
import { manPage } from './describe/man-page.js';
import { programWords } from './describe/program-words.js';

export function addManCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('man')
    .summary('print the manual page')
    .description('Prints the manual page framed(1). To read it: framed man | man -l -')
    // Not commander's own default: it would be told in the page and the completions, which would be others every day.
    .option('--date <day>', 'the day in its foot, else today')
    .action(({ date = today() }: { date?: string }) =>
      terminal.out(manPage(programWords(program), { version: packageVersion(), date })),
    );
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
