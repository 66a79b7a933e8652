import { type Command, Option } from 'commander';
import { NewToken, Scope, type TokenBody, TokenList } from '../../protocol/access.js';
import { parseCount } from '../arguments.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from '../client/ask-daemon.js';
import { type DaemonClient, json } from '../client/daemon-client.js';
import type { CommandContext } from '../command-context.js';
import { printedTable } from '../printed.js';
import { addRevoke, GRANT_HEADING, grantRow } from './revoke-command.js';

interface CreateArguments extends DaemonArguments {
  scope: Scope;
  days?: number;
}

/** `framed token create`, `list` and `revoke`. */
export function addTokenCommand(program: Command, context: CommandContext): void {
  const token = program
    .command('token')
    .summary('make, list and revoke the tokens of programs')
    .description('Makes, lists and revokes what programs sign in with: a header, Authorization: Bearer framed_…')
    .helpCommand(false);
  addDaemonOptions(
    token
      .command('create')
      .summary('make one, and print its secret')
      .description('Makes a token and prints its secret, alone on a line. It cannot be shown again.')
      .argument('<name>', 'what it is for')
      .addOption(new Option('--scope <scope>', 'what it may do').choices(Scope.options).default('control'))
      .option('--days <n>', 'days until it expires (else it holds until it is revoked)', parseCount),
  ).action((name: string, { scope, days, ...options }: CreateArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const body: TokenBody = { name, scope, ...(days !== undefined && { expiresInDays: days }) };
      const made = await daemon.send({ method: 'POST', path: '/api/tokens', ...json(body) }, NewToken);
      return { json: made, text: `${made.secret}\n` };
    }),
  );
  addDaemonOptions(
    token
      .command('list')
      .summary('list them')
      .description('Lists the tokens, the oldest first; without their secrets.'),
  ).action((options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const all = await list(daemon);
      const text = all.length === 0 ? 'There are no tokens.\n' : printedTable([GRANT_HEADING, ...all.map(grantRow)]);
      return { json: { tokens: all }, text };
    }),
  );
  addRevoke(token, context, { kind: 'token', listedBy: 'framed token list', path: '/api/tokens', list });
}

async function list(daemon: DaemonClient) {
  return (await daemon.get('/api/tokens', TokenList)).tokens;
}
