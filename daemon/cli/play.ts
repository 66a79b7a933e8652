import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Command as PlayerCommand } from '../protocol/commands.js';
import type { State } from '../protocol/state.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import { findByName, type Named } from './client/find-by-name.js';
import type { CommandContext } from './command-context.js';
import { addPlayZipOptions, type PlayZipArguments, playZip } from './play-zip.js';

export function addPlayCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('play')
    .summary('play a clip, a playlist, or a frame zip')
    .description(
      'Plays a clip, and the library after it, or a playlist. Without a name: the whole library. A name may be cut short where only one ' +
        'begins so.\n\nA frame zip (FILE.zip) is played without the daemon, in a loop, until it is interrupted; it must be of the size of the ' +
        'panel, and without --panel the virtual panel takes the size of the zip.',
    )
    .argument('[clip-or-playlist...]', 'by its name or id; or the path of a frame zip');
  addPlayZipOptions(addDaemonOptions(command)).action(
    (words: string[], options: DaemonArguments & PlayZipArguments) => {
      const [word] = words;
      if (word !== undefined && words.length === 1 && isFrameZip(word, options)) return playZip(word, options, context);
      return askDaemon(options, context, async ({ daemon }) => {
        await daemon.command(choose(words.join(' '), await daemon.state()));
        await daemon.command({ type: 'resume' });
        return { json: options.json ? (await daemon.state()).player : undefined, text: '' };
      });
    },
  );
}

/** A clip may have the name of the zip it was sent as: what is no file here, and not written like one, is a name. */
function isFrameZip(word: string, { frames, stats }: PlayZipArguments): boolean {
  return word.endsWith('.zip') && (word.includes('/') || stats || frames !== undefined || existsSync(word));
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
