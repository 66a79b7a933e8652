import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { toPlainError } from '../errors.js';
import { type LogRecord, RecentLogs } from '../protocol/log-record.js';
import { parseCount } from './arguments.js';
import { addDaemonOptions, askDaemon, type Conversation, type DaemonArguments } from './client/ask-daemon.js';
import type { DaemonClient } from './client/daemon-client.js';
import type { CommandContext } from './command-context.js';
import { printedName } from './printed.js';

interface LogsArguments extends DaemonArguments {
  follow: boolean;
  lines: number;
}

const UNIT = 'framed.service';
const DEFAULT_LINES = 50;
const LOOK_EVERY_MS = 1000;

export function addLogsCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('logs')
      .summary('say what framed did lately')
      .description(
        "Shows framed's log: the journal of its service where there is one (journalctl -u framed), else the last 200 lines, which the " +
          'daemon keeps in memory.',
      )
      .option('-f, --follow', 'go on with what comes, until Ctrl-C', false)
      .option('-n, --lines <n>', 'how many lines to begin with', parseCount, DEFAULT_LINES),
  ).action(async (options: LogsArguments) => {
    if (options.socket === undefined && !process.env['FRAMED_SOCKET'] && hasJournal()) {
      context.exitWith(await showJournal(options));
      return;
    }
    await askDaemon(options, context, async (conversation) => {
      const records = (await recordsAfter(conversation.daemon, 0)).slice(-options.lines);
      if (!options.follow) return { json: records, text: records.map(printedRecord).join('') };
      await follow(records, options, conversation);
      return undefined;
    });
  });
}

/** True where systemd runs a service framed and this user may read what it said. */
function hasJournal(): boolean {
  const { status, stdout } = spawnSync('journalctl', ['--unit', UNIT, '--lines', '1', '--quiet', '--output', 'cat'], {
    encoding: 'utf8',
  });
  return status === 0 && stdout !== '';
}

/** Lets journalctl speak for itself: it knows time zones, colours and its own pager. Resolves to its exit code. */
async function showJournal({ follow, lines, json }: LogsArguments): Promise<number> {
  const words = ['--unit', UNIT, '--lines', String(lines), '--output', json ? 'json' : 'short-iso'];
  const child = spawn('journalctl', [...words, ...(follow ? ['--follow'] : [])], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 0;
}

/** Prints each record as it comes: with --json, one object a line. */
async function follow(
  beginning: readonly LogRecord[],
  { json }: LogsArguments,
  { daemon, terminal, signal }: Conversation,
): Promise<void> {
  let last = 0;
  let records = beginning;
  for (;;) {
    const [first] = records;
    if (last > 0 && first !== undefined && first.sequence > last + 1 && !json)
      terminal.out(`… ${first.sequence - last - 1} lines were missed\n`);
    for (const record of records) terminal.out(json ? `${JSON.stringify(record)}\n` : printedRecord(record));
    last = records.at(-1)?.sequence ?? last;
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    records = await recordsAfter(daemon, last).catch((error: unknown) => {
      // Its end is the end of what there is to follow.
      if (/^(ECONN|ENOENT)/.test(toPlainError(error).code)) throw new Error('framed has ended.', { cause: error });
      throw error;
    });
  }
}

async function recordsAfter(daemon: DaemonClient, sequence: number): Promise<LogRecord[]> {
  return (await daemon.get(`/api/logs?after=${sequence}`, RecentLogs)).records;
}

function printedRecord({ atMs, level, text }: LogRecord): string {
  return `${new Date(atMs).toISOString()} ${level.padEnd(5)} ${printedName(text)}\n`;
}
