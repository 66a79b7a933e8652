import { Argument, type Command } from 'commander';
import { socketCandidates } from '../config/folders.js';
import { panelNames } from '../config/panels.js';
import { findDaemon } from './client/find-daemon.js';
import type { CommandContext } from './command-context.js';
import { printedName } from './printed.js';

const KINDS = ['clips', 'clips-and-playlists', 'panels'] as const;
type Kind = (typeof KINDS)[number];

/** `framed complete`: the names that a completion script asks for, one a line. Silent where they cannot be had: somebody is typing. */
export function addCompleteCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('complete', { hidden: true })
    .addArgument(new Argument('<names>').choices(KINDS))
    .action(async (kind: Kind) => {
      const names = await namesOf(kind).catch(() => []);
      terminal.out(names.map((name) => `${printedName(name)}\n`).join(''));
    });
}

async function namesOf(kind: Kind): Promise<string[]> {
  if (kind === 'panels') return panelNames();
  const { clips, playlists } = await (await findDaemon(socketCandidates())).state();
  const shown = kind === 'clips' ? [clips] : [playlists, clips];
  return shown.flatMap((items) => Object.values(items).map(({ name }) => name));
}
