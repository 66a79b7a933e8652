import type { Command } from 'commander';
import { socketCandidates } from '../../config/folders.js';
import { toPlainError } from '../../errors.js';
import { abortOnSignals } from '../abort-on-signals.js';
import type { CommandContext } from '../command-context.js';
import { EXIT } from '../exit-codes.js';
import { printJson, type Terminal } from '../terminal.js';
import type { DaemonClient } from './daemon-client.js';
import { findDaemon } from './find-daemon.js';

/** The options of every command that speaks to the daemon. */
export interface DaemonArguments {
  socket?: string;
  json: boolean;
}

export interface Conversation {
  daemon: DaemonClient;
  terminal: Terminal;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  exitWith(code: number): void;
}

/** What a command has to say: to a program, and to a person. */
export interface Said {
  json: unknown;
  /** With a newline at its end; empty: nothing. */
  text: string;
}

export function addDaemonOptions(command: Command): Command {
  return command
    .option('--socket <path>', "the daemon's socket (else $FRAMED_SOCKET, else where `framed run` puts it)")
    .option('--json', 'say it for a program', false);
}

/** Finds the daemon, lets `work` speak to it, and prints what it returns. Whatever is thrown is told, and makes the exit code. */
export async function askDaemon(
  { socket, json }: DaemonArguments,
  context: CommandContext,
  work: (conversation: Conversation) => Promise<Said | undefined>,
): Promise<void> {
  const { terminal, exitWith, fail } = context;
  const { signal, release } = abortOnSignals();
  try {
    const daemon = await findDaemon(socket === undefined ? socketCandidates() : [socket]);
    const said = await work({ daemon, terminal, signal, exitWith });
    if (said === undefined) return;
    if (json) printJson(terminal, said.json);
    else terminal.out(said.text);
  } catch (error) {
    fail(error, json);
    if (signal.aborted) exitWith(EXIT.interrupted);
    else if (toPlainError(error).code === 'daemon-not-running') exitWith(EXIT.notRunning);
  } finally {
    release();
  }
}
