import { type Command, Option } from 'commander';
import { type GuestLinkBody, GuestLinkList, NewGuestLink } from '../../protocol/access.js';
import { parseCount } from '../arguments.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from '../client/ask-daemon.js';
import { type DaemonClient, json } from '../client/daemon-client.js';
import type { CommandContext } from '../command-context.js';
import { printedTable } from '../printed.js';
import { bestUrl, linkTo } from './links.js';
import { addRevoke, GRANT_HEADING, grantRow } from './revoke-command.js';
import { terminalQr } from './terminal-qr.js';

interface CreateArguments extends DaemonArguments {
  scope: GuestLinkBody['scope'];
  hours: number;
}

const DEFAULT_HOURS = 12;

/** `framed guest create`, `list` and `revoke`. */
export function addGuestCommand(program: Command, context: CommandContext): void {
  const guest = program
    .command('guest')
    .summary("make, list and revoke visitors' links")
    .description("Makes, lists and revokes visitors' links, which may be passed on, and end by themselves.")
    .helpCommand(false);
  addDaemonOptions(
    guest
      .command('create')
      .summary('make one, and print it')
      .description('Makes a link for visitors and prints it. It cannot be shown again.')
      .argument('[name]', 'what to call it', 'guests')
      .addOption(
        new Option('--scope <scope>', 'what they may do: look, or send clips as well')
          .choices(['view', 'upload'])
          .default('upload'),
      )
      .option('--hours <n>', 'hours until it ends, 744 at most', parseCount, DEFAULT_HOURS),
  ).action((name: string, { scope, hours, ...options }: CreateArguments) =>
    askDaemon(options, context, async ({ daemon, terminal }) => {
      const body: GuestLinkBody = { name, scope, expiresInHours: hours };
      const made = await daemon.send({ method: 'POST', path: '/api/guest-links', ...json(body) }, NewGuestLink);
      const link = linkTo(bestUrl(made.urls), 'guest', made.secret);
      if (terminal.isLive) terminal.err(`${terminalQr(link)}\n`);
      return { json: { ...made, link }, text: `${link}\n` };
    }),
  );
  addDaemonOptions(
    guest.command('list').summary('list them').description('Lists the links, the oldest first; without their secrets.'),
  ).action((options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const all = await list(daemon);
      const text = all.length === 0 ? 'There are no links.\n' : printedTable([GRANT_HEADING, ...all.map(grantRow)]);
      return { json: { guestLinks: all }, text };
    }),
  );
  addRevoke(guest, context, { kind: 'link', listedBy: 'framed guest list', path: '/api/guest-links', list });
}

async function list(daemon: DaemonClient) {
  return (await daemon.get('/api/guest-links', GuestLinkList)).guestLinks;
}
