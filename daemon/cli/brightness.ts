import type { Command } from 'commander';
import { parsePercent, parsePositive } from './arguments.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import type { CommandContext } from './command-context.js';

interface BrightnessArguments extends DaemonArguments {
  fade?: number;
}

export function addBrightnessCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('brightness')
      .summary('dim the light')
      .description('Dims the light, or says how bright it is.')
      .argument('[percent]', '0, the least light, to 100, as people perceive it', parsePercent)
      .option('--fade <seconds>', 'let it take so long, up to a minute', parsePositive),
  ).action((percent: number | undefined, options: BrightnessArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      if (percent !== undefined) await daemon.command({ type: 'brightness', percent, ...fadeOf(options) });
      const { player } = await daemon.state();
      return { json: player, text: percent === undefined ? `${player.brightness} %\n` : '' };
    }),
  );
}

function fadeOf({ fade }: BrightnessArguments): { fadeMs?: number } {
  return fade === undefined ? {} : { fadeMs: Math.round(fade * 1000) };
}
