import { createReadStream, statSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { FramedError } from '../errors.js';
import { createLog } from '../log.js';
import { RestoreReport } from '../protocol/backup.js';
import {
  addDaemonOptions,
  askDaemon,
  type Conversation,
  type DaemonArguments,
  type Said,
} from './client/ask-daemon.js';
import type { DaemonClient } from './client/daemon-client.js';
import { findDaemon } from './client/find-daemon.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';
import { counted, printedName } from './printed.js';
import { ProgressLine } from './progress-line.js';

interface RestoreArguments extends DaemonArguments {
  keepConfig: boolean;
  undo: boolean;
  forget: boolean;
  data?: string;
}

export function addRestoreCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('restore')
      .summary('bring back what a backup holds')
      .description(
        'Puts the library and the configuration of a backup in the place of the present ones, and starts framed again. All of the backup is ' +
          'checked before; where something is wrong with it, nothing changes. Clips whose originals are not in it keep those that are there. ' +
          'The library before is kept until the next restore.',
      )
      .argument('[file]', 'a file that `framed backup` wrote')
      .option('--keep-config', 'let the configuration be as it is', false)
      .option('--undo', 'put the library back that was there before', false)
      .option('--forget', 'delete the library that was there before', false)
      .option('--data <dir>', 'with --undo, where framed does not start any more: the folder of its library'),
  ).action(async (file: string | undefined, options: RestoreArguments) => {
    if ([file !== undefined, options.undo, options.forget].filter(Boolean).length !== 1) {
      context.fail(new FramedError('usage', 'Give one of: a FILE, --undo, --forget.'), options.json);
      context.exitWith(EXIT.usage);
      return;
    }
    if (options.undo && options.data !== undefined) {
      await undoAlone(options.data, context);
      return;
    }
    await askDaemon(options, context, (conversation) => {
      if (file !== undefined) return restore(file, options, conversation);
      return options.undo ? undo(conversation) : forget(conversation);
    });
  });
}

async function restore(file: string, { keepConfig }: RestoreArguments, conversation: Conversation): Promise<Said> {
  const { daemon, terminal, signal } = conversation;
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new FramedError('file-missing', `There is no file ${JSON.stringify(file)}.`);
  const line = new ProgressLine(terminal);
  const show = (bytes: number) =>
    line.show({
      label: basename(file),
      percent: (100 * bytes) / stats.size,
      doing: bytes < stats.size ? 'reading' : 'checking',
    });
  const began = await markOf(daemon);
  try {
    const report = await daemon.send(
      {
        method: 'POST',
        path: `/api/restore${keepConfig ? '?config=keep' : ''}`,
        headers: { 'Content-Type': 'application/x-tar', 'Content-Length': stats.size },
        body: Readable.from(watched(createReadStream(file), show), { objectMode: false }),
        signal,
      },
      RestoreReport,
    );
    await waitUntilBack(daemon, began, signal);
    return { json: report, text: describe(report) };
  } finally {
    line.clear();
  }
}

async function undo({ daemon, signal }: Conversation): Promise<Said> {
  const began = await markOf(daemon);
  await daemon.send({ method: 'POST', path: '/api/restore/undo' });
  await waitUntilBack(daemon, began, signal);
  return { json: { undone: true }, text: 'The library before is back. framed restore --undo changes them again.\n' };
}

async function forget({ daemon }: Conversation): Promise<Said> {
  await daemon.send({ method: 'DELETE', path: '/api/restore' });
  return { json: { forgotten: true }, text: '' };
}

/** Without a daemon: the restored library may be what keeps it from starting. */
async function undoAlone(dataFolder: string, { terminal, fail }: CommandContext): Promise<void> {
  const { takeRestoreBack } = await import('../app/finish-restore.js');
  try {
    if (await takeRestoreBack(dataFolder, createLog({ level: 'warn' }))) terminal.out('The library before is back.\n');
    else throw new FramedError('nothing-to-undo', `There is no library in ${dataFolder} that was replaced.`);
  } catch (error) {
    fail(error);
  }
}

async function* watched(source: AsyncIterable<Buffer>, show: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    show(bytes);
    yield piece;
  }
}

/** Another one, where another daemon listens. */
async function markOf({ socketPath }: DaemonClient): Promise<string> {
  const { ino, ctimeNs } = await lstat(socketPath, { bigint: true });
  return `${ino} ${ctimeNs}`;
}

const LOOK_EVERY_MS = 200;
/** A start on the slowest Pi takes some ten seconds. */
const AWAY_MS = 60_000;

async function waitUntilBack(daemon: DaemonClient, mark: string, signal: AbortSignal): Promise<void> {
  const until = performance.now() + AWAY_MS;
  while (performance.now() < until) {
    await sleep(LOOK_EVERY_MS, undefined, { signal });
    if ((await markOf(daemon).catch(() => mark)) === mark) continue;
    if (await findDaemon([daemon.socketPath]).catch(() => undefined)) return;
  }
  throw new FramedError('daemon-lost', 'It is restored, and framed has not come back yet; framed logs may say why.');
}

function describe({ clips, playlists, missing, config, replaced }: RestoreReport): string {
  const what = [counted(clips, 'clip'), counted(playlists, 'playlist'), ...(config ? ['the configuration'] : [])];
  const names = missing.map(({ id, name }) => `  ${id.slice(0, 8)}  ${printedName(name)}\n`).join('');
  return [
    `Restored: ${what.join(', ')}.\n`,
    missing.length === 0
      ? ''
      : `Missing, since their files are neither in the backup nor in the library; send them again:\n${names}`,
    `The library before is in ${replaced}. framed restore --undo brings it back, framed restore --forget deletes it.\n`,
  ].join('');
}
