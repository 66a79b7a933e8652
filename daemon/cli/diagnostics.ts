import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { FramedError } from '../errors.js';
import { addDaemonOptions, askDaemon, type DaemonArguments } from './client/ask-daemon.js';
import type { CommandContext } from './command-context.js';

interface DiagnosticsArguments extends DaemonArguments {
  force: boolean;
}

export function addDiagnosticsCommand(program: Command, context: CommandContext): void {
  addDaemonOptions(
    program
      .command('diagnostics')
      .summary('write what helps somebody else to see what is wrong into a file')
      .description(
        'Writes a file of JSON with the machine, the versions of its programs, the configuration, the state and the last 200 lines of the ' +
          'log. Without secrets and without the names of clips; but lines of the log may name files: look it over before you pass it on.',
      )
      .argument('<file>', 'where to write it')
      .option('--force', 'write over a file that is there', false),
  ).action((file: string, options: DiagnosticsArguments) =>
    askDaemon(options, context, async ({ daemon, signal }) => {
      const path = resolve(file);
      const facts = await text(await daemon.open({ path: '/api/diagnostics', signal }));
      await write(path, facts, options);
      return { json: { file: path, bytes: Buffer.byteLength(facts) }, text: `${path}\n` };
    }),
  );
}

async function write(path: string, facts: string, { force }: DiagnosticsArguments): Promise<void> {
  try {
    await writeFile(path, facts, { flag: force ? 'w' : 'wx', mode: 0o600 });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') {
      throw new FramedError('file-exists', `${path} is there already; give another name, or --force.`);
    }
    throw new FramedError('output-unwritable', `${path} cannot be written: ${String(cause)}`, { cause });
  }
}
