import { basename } from 'node:path';
import type { Command } from 'commander';
import { type PlainError, toPlainError } from '../errors.js';
import type { Job } from '../protocol/job.js';
import { type ChosenFile, chosenFiles } from './chosen-files.js';
import { addDaemonOptions, askDaemon, type Conversation, type DaemonArguments } from './client/ask-daemon.js';
import { followJob } from './client/follow-job.js';
import { sendByTus } from './client/tus-upload.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';
import { counted, printedName } from './printed.js';
import { ProgressLine } from './progress-line.js';

interface AddArguments extends DaemonArguments {
  wait: boolean;
}

/** What became of one file. */
interface Added {
  file: string;
  clipId?: string;
  /** It was in the library already. */
  known?: boolean;
  error?: PlainError;
}

export function addAddCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('add')
      .summary('send files into the library')
      .description(
        'Sends videos, animations and pictures, one after the other, and waits until each is a clip. Of a folder, its media files and those ' +
          'below it. What cannot be converted is told, and the rest goes on; the exit code is then 1. Ctrl-C takes the file under way back.',
      )
      .argument('<file...>', 'files and folders')
      .option('--no-wait', 'only until framed has the whole file; it goes on by itself'),
  ).action((words: string[], options: AddArguments) =>
    askDaemon(options, context, async (conversation) => {
      const results = await addAll(chosenFiles(words), options, conversation);
      if (conversation.signal.aborted) conversation.exitWith(EXIT.interrupted);
      else if (results.some(({ error }) => error !== undefined)) conversation.exitWith(EXIT.failed);
      return { json: results, text: '' };
    }),
  );
}

async function addAll(
  files: readonly ChosenFile[],
  options: AddArguments,
  conversation: Conversation,
): Promise<Added[]> {
  const { terminal, signal } = conversation;
  const results: Added[] = [];
  for (const [index, file] of files.entries()) {
    const result = await addOne(file, options, conversation);
    results.push(result);
    if (!options.json) say(result, conversation);
    if (!signal.aborted) continue;
    const left = files.length - index - 1;
    if (left > 0) terminal.err(`framed: ${counted(left, 'file was', 'files were')} not sent.\n`);
    break;
  }
  return results;
}

async function addOne(
  file: ChosenFile,
  { wait }: AddArguments,
  { daemon, terminal, signal }: Conversation,
): Promise<Added> {
  const line = new ProgressLine(terminal);
  // Ends the looking where the sending fails.
  const ended = new AbortController();
  const looking = AbortSignal.any([signal, ended.signal]);
  let jobId: string | undefined;
  let following: Promise<Job> | undefined;
  try {
    await sendByTus(daemon, file, {
      signal,
      onJob: (id) => {
        if (id === jobId) return;
        jobId = id;
        following = followJob(daemon, id, { signal: looking, onChange: (job) => line.show(shown(file, job)) });
        // Awaited below; not to be a rejection that nobody hears of before that.
        following.catch(() => {});
      },
    });
    if (!wait || following === undefined) return { file: file.path };
    return outcome(file, await following);
  } catch (error) {
    if (!signal.aborted) return { file: file.path, error: toPlainError(error) };
    if (jobId !== undefined) await cancel(daemon, jobId);
    return { file: file.path, error: { code: 'cancelled', message: 'cancelled; nothing of it was kept' } };
  } finally {
    ended.abort();
    line.clear();
  }
}

/** Where it has ended meanwhile there is nothing to cancel. */
async function cancel(daemon: Conversation['daemon'], jobId: string): Promise<void> {
  await daemon.send({ method: 'DELETE', path: `/api/jobs/${encodeURIComponent(jobId)}` }).catch(() => {});
}

function outcome({ path }: ChosenFile, { stage, clipId, known, error }: Job): Added {
  if (stage === 'ready' && clipId !== undefined) return { file: path, clipId, known };
  return { file: path, error: error ?? { code: 'cancelled', message: 'somebody cancelled it' } };
}

function shown({ path }: ChosenFile, { stage, overallPercent, etaMs }: Job) {
  return { label: printedName(basename(path)), percent: overallPercent, doing: stage, etaMs };
}

function say({ file, known, error }: Added, { terminal }: Conversation): void {
  const name = printedName(file);
  if (error !== undefined) terminal.err(`framed: ${name}: ${error.message}\n`);
  else terminal.out(`${name}${known ? ' was there already' : ' added'}\n`);
}
