import type { Command } from 'commander';
import { Pairing } from '../../protocol/access.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from '../client/ask-daemon.js';
import type { CommandContext } from '../command-context.js';
import { bestUrl, linkTo } from './links.js';
import { terminalQr } from './terminal-qr.js';

export function addPairCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('pair')
      .summary('show a code that pairs a phone')
      .description(
        'Shows a code that pairs one more phone or computer, here and on the glass. It is good for two minutes and five tries.',
      ),
  ).action((options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon, terminal }) => {
      const pairing = await daemon.send({ method: 'POST', path: '/api/access/pairing' }, Pairing);
      const { code, urls } = pairing;
      const url = bestUrl(urls);
      if (terminal.isLive) terminal.err(`${terminalQr(linkTo(url, 'code', code))}\n`);
      return {
        json: pairing,
        text: `${code.slice(0, 3)} ${code.slice(3)}\nOpen ${url} and type it there, within two minutes.\n`,
      };
    }),
  );
}
