import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Verification, verifyFrameZip } from '../frames/verify.js';
import { abortOnSignals } from './abort-on-signals.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';
import { printJson } from './terminal.js';

export function addInspectCommand(program: Command, context: CommandContext): void {
  program
    .command('inspect')
    .summary('check a frame zip and say what is in it')
    .description(
      'Reads all of a frame zip and says what is in it. Exit code 1 where it is refused or a frame is damaged.',
    )
    .argument('<file.zip>', 'the frame zip to read')
    .option('--json', 'say it for a program', false)
    .action(async (file: string, { json }: { json: boolean }) => {
      const { signal, release } = abortOnSignals();
      try {
        const found = await verifyFrameZip(resolve(file), { signal });
        if (json) printJson(context.terminal, toJson(found));
        else context.terminal.out(describe(found));
        if (found.damagedFrames.length > 0) context.exitWith(EXIT.failed);
      } catch (error) {
        context.fail(error, json);
      } finally {
        release();
      }
    });
}

function toJson({ manifest, ...found }: Verification) {
  const { durationsMs, ...facts } = manifest;
  return { ...found, manifest: { ...facts, ...(durationsMs && { durationsMs: Array.from(durationsMs) }) } };
}

function describe({ manifest, ...found }: Verification): string {
  const { kind, width, height, frameCount, fps, durationsMs, byteOrder, version, originalFilename } = manifest;
  const timing = kind === 'image' ? 'a still' : durationsMs ? 'each with its own duration' : `${fps} a second`;
  const lines = [
    ['made from', originalFilename || 'unknown'],
    ['picture', `${width}x${height}, RGB565 ${byteOrder}-endian`],
    ['frames', `${frameCount} (${found.fullFrames} full, ${found.deltaFrames} delta), ${timing}`],
    ['one pass', `${(found.durationMs / 1000).toFixed(3)} s`],
    ['size', `${found.bytes} bytes, ${share(found.bytes, frameCount * width * height * 2)} of the raw frames`],
    ['format', version === 1 ? 'LOOP (1)' : `framed ${version}`],
    ['damaged', formatFrames(found.damagedFrames)],
    ['lost with them', formatFrames(found.unreachableFrames)],
  ];
  return `${lines.map(([label = '', text]) => `${label.padEnd(15)}${text}`).join('\n')}\n`;
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

/** The first few, as frame names count them: from 1. */
function formatFrames(frames: readonly number[]): string {
  if (frames.length === 0) return 'none';
  const shown = frames.slice(0, 10).map((index) => index + 1);
  const rest = frames.length - shown.length;
  return `${frames.length} (${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''})`;
}
