import type { Command } from 'commander';
import { addDaemonOptions, askDaemon, type DaemonArguments } from '../client/ask-daemon.js';
import type { DaemonClient } from '../client/daemon-client.js';
import { findByName, type Named } from '../client/find-by-name.js';
import type { CommandContext } from '../command-context.js';
import { printedDate, printedName } from '../printed.js';

export interface Revocable {
  /** "device", for people. */
  readonly kind: string;
  /** What lists them: "framed devices". */
  readonly listedBy: string;
  /** Of the route: "/api/devices". */
  readonly path: string;
  list(daemon: DaemonClient): Promise<readonly Named[]>;
}

/** `… revoke NAME…`: from then on they are strangers. */
export function addRevoke(parent: Command, context: CommandContext, revocable: Revocable): void {
  const { kind, listedBy, path } = revocable;
  addDaemonOptions(
    parent
      .command('revoke')
      .summary(`turn a ${kind} away`)
      .description(`Turns a ${kind} away, at once. Where one of the names is not clear, none is.`)
      .argument('<name...>', 'by name or id, each a word of its own (quote names with blanks)'),
  ).action((words: string[], options: DaemonArguments) =>
    askDaemon(options, context, async ({ daemon }) => {
      const all = await revocable.list(daemon);
      const chosen = [...new Set(words.map((word) => findByName(all, word, kind, listedBy)))];
      for (const { id } of chosen) await daemon.send({ method: 'DELETE', path: `${path}/${id}` });
      return {
        json: { revoked: chosen.map(({ id, name }) => ({ id, name })) },
        text: chosen.map(({ name }) => `${printedName(name)} may not come in any more\n`).join(''),
      };
    }),
  );
}

/** The columns that all of them have. */
export function grantRow(grant: {
  id: string;
  name: string;
  scope: string;
  lastSeenAtMs?: number | undefined;
  expiresAtMs?: number | undefined;
}): string[] {
  const { id, name, scope, lastSeenAtMs, expiresAtMs } = grant;
  return [
    id,
    scope,
    lastSeenAtMs === undefined ? 'never' : printedDate(lastSeenAtMs),
    expiresAtMs === undefined ? 'revoked' : printedDate(expiresAtMs),
    printedName(name),
  ];
}

export const GRANT_HEADING = ['ID', 'MAY', 'LAST SEEN', 'UNTIL', 'NAME'];
