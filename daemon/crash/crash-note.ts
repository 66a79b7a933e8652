import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './write-durably.js';

/** How a run of framed ended that nobody had stopped. */
export interface CrashNote {
  /** In words that go on "framed was ended by". */
  by: string;
  /** Milliseconds since the Unix epoch: the last sign of that run. */
  atMs: number;
  /** Its last events, for whoever wants to know more. */
  path: string;
}

/** Of a series only the first is noted: it is the one that tells something, and a card is not to be written every two seconds. */
const QUIET_MS = 600_000;

/** How many lines of a note are kept, at most. */
const MAX_EVENTS = 200;

/** In memory: lines as they happen ({@link EventFile}), and how systemd says that it ended (framed.service, ExecStopPost). */
const EVENTS = 'events.log';
const ENDED = 'ended';
const NOTE = 'crash-note.txt';

export function eventsPath(runtimeFolder: string): string {
  return join(runtimeFolder, EVENTS);
}

export function crashNotePath(dataFolder: string): string {
  return join(dataFolder, NOTE);
}

/**
 * Looks whether the run before was ended by something else than a stop, and if so moves what it left in memory to the disk: one small file,
 * replaced each time. Undefined where it ended as it should, or there was none since the machine was switched on.
 */
export function takeCrashNote(runtimeFolder: string, dataFolder: string): CrashNote | undefined {
  const events = eventsPath(runtimeFolder);
  const ended = join(runtimeFolder, ENDED);
  if (!existsSync(events)) return undefined;
  const atMs = statSync(events).mtimeMs;
  const lines = readFileSync(events, 'utf8').split('\n').filter(Boolean).slice(-MAX_EVENTS);
  const by = inWords(existsSync(ended) ? readFileSync(ended, 'utf8').trim() : '');
  const path = crashNotePath(dataFolder);
  const note = { by, atMs, path };
  if (!isQuiet(path, atMs)) writeDurably(path, format(note, lines));
  for (const file of [events, ended]) rmSync(file, { force: true });
  return note;
}

/** Writes down that something failed in a process which goes on, with what it did before, oldest first. */
export function noteFault(dataFolder: string, fault: Omit<CrashNote, 'path'>, lines: readonly string[]): CrashNote {
  const note = { ...fault, path: crashNotePath(dataFolder) };
  if (!isQuiet(note.path, note.atMs)) writeDurably(note.path, format(note, lines.slice(-MAX_EVENTS)));
  return note;
}

/** What is in a note of an earlier run; undefined where there is none that this user may read. */
export function readCrashNote(dataFolder: string): { firstLine: string; path: string } | undefined {
  const path = crashNotePath(dataFolder);
  try {
    const [firstLine = ''] = readFileSync(path, 'utf8').split('\n');
    return { firstLine, path };
  } catch {
    return undefined;
  }
}

function format({ by, atMs }: CrashNote, lines: readonly string[]): string {
  const head = `framed was ended by ${by}, ${new Date(atMs).toISOString()}. What it did before, oldest first:`;
  return `${[head, '', ...lines].join('\n')}\n`;
}

/** The clock may have been set in between, so a note from the future is as good as one from long ago. */
function isQuiet(path: string, atMs: number): boolean {
  const before = statSync(path, { throwIfNoEntry: false });
  return before !== undefined && Math.abs(atMs - before.mtimeMs) < QUIET_MS;
}

/** @param ended $SERVICE_RESULT $EXIT_CODE $EXIT_STATUS of systemd.exec(5); empty where systemd said nothing. */
function inWords(ended: string): string {
  const [result = '', code = '', status = ''] = ended.split(' ');
  if (result === 'watchdog') return 'the watchdog, because there was no sign that the picture moves';
  if (result === 'oom-kill') return 'the kernel, because memory was short';
  if (result === 'timeout') return 'systemd, because it did not start or stop in time';
  if (result === 'signal' || result === 'core-dump') return `the signal ${status}`;
  if (result === 'exit-code') return `an error (exit code ${status})`;
  return result === '' ? 'something that left no word' : `${result} (${code} ${status})`;
}
