import type { Command } from 'commander';
import type { Command as PlayerCommand } from '../protocol/commands.js';
import type { State } from '../protocol/state.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import { findByName, type Named } from './client/find-by-name.js';
import type { CommandContext } from './command-context.js';

export function addPlayCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('play')
      .summary('play a clip or a playlist')
      .description(
        'Plays a clip, and the library after it, or a playlist. Without a name: the whole library. A name may be cut short where only one begins so.',
      )
      .argument('[clip-or-playlist...]', 'by its name or id'),
  ).action((words: string[], options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      await daemon.command(choose(words.join(' '), await daemon.state()));
      await daemon.command({ type: 'resume' });
      return { json: options.json ? (await daemon.state()).player : undefined, text: '' };
    }),
  );
}

function choose(name: string, { clips, playlists }: State): PlayerCommand {
  if (name === '') return { type: 'play-playlist', playlistId: null };
  const choices: (Named & { command: PlayerCommand })[] = [
    ...Object.values(playlists).map(({ id, name }) => ({
      id,
      name,
      command: { type: 'play-playlist', playlistId: id } as const,
    })),
    ...Object.values(clips).map(({ id, name }) => ({ id, name, command: { type: 'select', clipId: id } as const })),
  ];
  return findByName(choices, name, 'clip or playlist').command;
}
