import type { Command } from 'commander';
import { SignInLink } from '../../protocol/access.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from '../client/ask-daemon.js';
import type { CommandContext } from '../command-context.js';
import { linkTo } from './links.js';

export function addSignInCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('sign-in')
      .summary('print a link that signs one browser in')
      .description(
        'Prints a link that signs one browser in, once, within ten minutes. It may do everything from then on.',
      ),
  ).action((options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const link = await daemon.send({ method: 'POST', path: '/api/access/sign-in-link' }, SignInLink);
      const { here, network } = link.urls;
      const links = [...(network === undefined ? [] : [network]), here].map((url) =>
        linkTo(url, 'sign-in', link.secret),
      );
      // The first for any browser, the second for one on this machine; it works once, whichever is opened.
      return { json: { ...link, links }, text: links.map((one) => `${one}\n`).join('') };
    }),
  );
}
