import type { Command } from 'commander';
import type { Command as PlayerCommand } from '../protocol/commands.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import type { CommandContext } from './command-context.js';

interface PlayerWord {
  word: string;
  summary: string;
  description: string;
  command: PlayerCommand;
}

/** The words that take nothing: one command each. */
const PLAYER_WORDS: readonly PlayerWord[] = [
  {
    word: 'next',
    summary: 'go to the next clip',
    description: 'Shows the next clip at once, also while paused.',
    command: { type: 'next' },
  },
  {
    word: 'previous',
    summary: 'go back to the clip before',
    description: 'Shows the clip before at once, also while paused.',
    command: { type: 'previous' },
  },
  {
    word: 'pause',
    summary: 'hold the picture',
    description: 'Holds the picture, until `framed resume`; also over a restart.',
    command: { type: 'pause' },
  },
  {
    word: 'resume',
    summary: 'go on after a pause',
    description: 'Goes on where the picture was held.',
    command: { type: 'resume' },
  },
  {
    word: 'off',
    summary: 'make the glass dark',
    description: 'Makes the glass dark, until `framed on`. What plays, plays on unseen.',
    command: { type: 'blank', on: true },
  },
  {
    word: 'on',
    summary: 'make the glass light again',
    description: 'Makes the glass light again after `framed off`.',
    command: { type: 'blank', on: false },
  },
];

/** next, previous, pause, resume, off and on: silent where they are done. With --json they say what the player is like after it. */
export function addPlayerWords(program: Command, context: CommandContext): void {
  for (const { word, summary, description, command } of PLAYER_WORDS) {
    addDaemonOptions(program.command(word).summary(summary).description(description)).action(
      (options: DaemonArguments) =>
        askDaemon(options, context, async ({ daemon }) => {
          await daemon.command(command);
          return { json: options.json ? (await daemon.state()).player : undefined, text: '' };
        }),
    );
  }
}
