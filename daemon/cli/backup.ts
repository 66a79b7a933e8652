import { existsSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { FramedError } from '../errors.js';
import { addDaemonOptions, askDaemon, type Conversation, type DaemonArguments } from './client/ask-daemon.js';
import type { CommandContext } from './command-context.js';
import { printedBytes } from './printed.js';
import { ProgressLine } from './progress-line.js';

interface BackupArguments extends DaemonArguments {
  originals: boolean;
  force: boolean;
}

export function addBackupCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('backup')
      .summary('write configuration, playlists and the facts of all clips into a file')
      .description(
        'Writes one file (a tar) from which `framed restore` brings everything back: the configuration, names, looks and playlists; with ' +
          '--originals the files that were sent as well. Frames are never in it: they are made again. framed goes on meanwhile.',
      )
      .argument('<file>', 'where to write it; in a folder, the file is called framed-DAY.tar')
      .option('--originals', 'also the original files, which may be many gigabytes', false)
      .option('--force', 'write over a file that is there', false),
  ).action((file: string, options: BackupArguments) =>
    askDaemon(options, context, async (conversation) => {
      const path = targetOf(file, options);
      const bytes = await download(path, options, conversation);
      return { json: { file: path, bytes }, text: `${path}: ${printedBytes(bytes)}\n` };
    }),
  );
}

function targetOf(file: string, { force }: BackupArguments): string {
  const path = resolve(file);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const target = isFolder ? join(path, `framed-${new Date().toISOString().slice(0, 10)}.tar`) : path;
  if (!force && existsSync(target))
    throw new FramedError('file-exists', `${target} is there already; give another name, or --force.`);
  return target;
}

/** Under its name when it is whole and on the disk. Readable by its owner only, as the configuration may be. */
async function download(
  path: string,
  { originals }: BackupArguments,
  { daemon, terminal, signal }: Conversation,
): Promise<number> {
  const line = new ProgressLine(terminal);
  const draft = join(dirname(path), `.${basename(path)}.partial`);
  const answer = await daemon.open({ path: `/api/backup${originals ? '?originals=1' : ''}`, signal });
  const aboutBytes = Number(answer.headers['framed-backup-bytes']);
  const file = await openDraft(draft);
  let bytes = 0;
  try {
    for await (const piece of answer) {
      await file.appendFile(piece);
      bytes += piece.length;
      line.show({
        label: basename(path),
        percent: Math.min(100, (100 * bytes) / aboutBytes),
        doing: printedBytes(bytes),
      });
    }
    await file.sync();
    await rename(draft, path);
    return bytes;
  } finally {
    line.clear();
    await file.close();
    await rm(draft, { force: true });
  }
}

async function openDraft(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w', 0o600);
  } catch (error) {
    throw new FramedError('output-unwritable', `Nothing can be written in ${dirname(path)}: ${String(error)}`, {
      cause: error,
    });
  }
}
