import type { Command } from 'commander';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import { findByName } from './client/find-by-name.js';
import type { CommandContext } from './command-context.js';
import { printedName } from './printed.js';

export function addRemoveCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('remove')
      .summary('remove clips')
      .description(
        'Removes clips from the library and from every playlist, and half a minute later their original files. Where one of the names is not clear, none is removed.',
      )
      .argument('<clip...>', 'by name or id, each a word of its own (quote names with blanks)'),
  ).action((words: string[], options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const clips = Object.values((await daemon.state()).clips);
      const chosen = [...new Set(words.map((word) => findByName(clips, word, 'clip')))];
      for (const { id } of chosen) await daemon.send({ method: 'DELETE', path: `/api/clips/${id}` });
      return {
        json: { removed: chosen.map(({ id, name }) => ({ id, name })) },
        text: chosen.map(({ name }) => `${printedName(name)} removed\n`).join(''),
      };
    }),
  );
}
