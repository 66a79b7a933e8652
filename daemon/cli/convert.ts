import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Geometry } from '../../display/display.js';
import { type Rotation, visibleGeometry } from '../../display/panel.js';
import { loadPanel } from '../config/panels.js';
import type { Conversion, Focus, Progress } from '../convert/convert.js';
import { FramedError } from '../errors.js';
import { silentLog } from '../log.js';
import { abortOnSignals } from './abort-on-signals.js';
import { parseBackground, parseFocus, parseNotNegative, parsePositive, parseRotation, parseSize } from './arguments.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';
import { printJson, type Terminal } from './terminal.js';

interface ConvertArguments {
  panel: string;
  size?: Geometry;
  fit: 'cover' | 'contain' | 'stretch';
  background: string;
  fps: number;
  rotate: Rotation;
  start?: number;
  length?: number;
  focus?: Focus;
  speed?: number;
  compatible: boolean;
  json: boolean;
}

export function addConvertCommand(program: Command, context: CommandContext): void {
  program
    .command('convert')
    .summary('make a frame zip of a video, animation or photo')
    .description('Makes a frame zip of any video, animation or photo that ffmpeg reads.')
    .argument('<in>', 'the file to convert')
    .argument('<out.zip>', 'the frame zip to write; replaced only when the new one is whole')
    .addOption(new Option('--panel <name>', 'take the size of this panel').default('ili9341-320x240'))
    .addOption(new Option('--size <WxH>', 'or this size in pixels').argParser(parseSize).conflicts('panel'))
    .addOption(
      new Option('--fit <how>', 'fill and crop, show all with bars, or distort')
        .choices(['cover', 'contain', 'stretch'])
        .default('cover'),
    )
    .option('--background <what>', 'a colour for bars and behind transparency, or blur', parseBackground, '#000000')
    .option('--focus <x,y>', 'keep this point in view where cover crops: 0,0 is top left, 1,1 bottom right', parseFocus)
    .option('--fps <n>', 'frames per second at most', parsePositive, 30)
    .option('--rotate <degrees>', 'clockwise: 0, 90, 180 or 270', parseRotation, 0 as Rotation)
    .option('--start <seconds>', 'begin here', parseNotNegative)
    .option('--length <seconds>', 'and take this much', parsePositive)
    .option('--speed <factor>', 'play it 0.25 to 4 times as fast', parsePositive)
    .option('--compatible', 'write what a LOOP player reads: full frames at one rate', false)
    .option('--json', 'print the result for a program', false)
    .action(async (source: string, output: string, options: ConvertArguments) => {
      const { signal, release } = abortOnSignals();
      try {
        const result = await convertFile(source, output, options, context.terminal, signal);
        if (options.json) printJson(context.terminal, { output, ...result });
        else context.terminal.out(`${describe(output, result)}\n`);
      } catch (error) {
        context.fail(error, options.json);
        if (signal.aborted) context.exitWith(EXIT.interrupted);
      } finally {
        release();
      }
    });
}

async function convertFile(
  source: string,
  output: string,
  options: ConvertArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Conversion> {
  const [{ Converter }, { findMediaTools }] = await Promise.all([
    import('../convert/convert.js'),
    import('../convert/media-tools.js'),
  ]);
  const geometry = options.size ?? visibleGeometry(await loadPanel(options.panel));
  const target = resolve(output);
  // Beside the target, so that the last step is a rename: a half-made zip is never seen under the name that was asked for.
  const workFolder = await makeWorkFolder(dirname(target));
  try {
    const made = join(workFolder, 'out.zip');
    const result = await new Converter({ tools: await findMediaTools(), log: silentLog }).convert({
      source: resolve(source),
      originalName: basename(source),
      output: made,
      workFolder,
      geometry,
      options: {
        fit: options.fit,
        background: options.background,
        rotation: options.rotate,
        maxFps: options.fps,
        compatible: options.compatible,
        ...(options.start !== undefined && { startMs: options.start * 1000 }),
        ...(options.length !== undefined && { lengthMs: options.length * 1000 }),
        ...(options.focus && { focus: options.focus }),
        ...(options.speed !== undefined && { speed: options.speed }),
      },
      signal,
      onProgress: (progress) => terminal.isLive && terminal.err(`\r\x1b[K${formatProgress(progress)}`),
    });
    await rename(made, target);
    return result;
  } finally {
    if (terminal.isLive) terminal.err('\r\x1b[K');
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function makeWorkFolder(parent: string): Promise<string> {
  try {
    return await mkdtemp(join(parent, '.framed-'));
  } catch (error) {
    throw new FramedError('output-unwritable', `Nothing can be written in ${parent}: ${String(error)}`, {
      cause: error,
    });
  }
}

function formatProgress({ frames, percent, etaMs }: Progress): string {
  return [
    percent !== undefined && `${Math.round(percent)} %`,
    `${frames} frames`,
    etaMs !== undefined && `${Math.ceil(etaMs / 1000)} s left`,
  ]
    .filter(Boolean)
    .join(', ');
}

function describe(output: string, { kind, frames, durationMs, bytes, notes }: Conversion): string {
  const seconds = kind === 'still' ? '' : `, ${(durationMs / 1000).toFixed(2)} s`;
  return [`${output}: ${kind}, ${frames} frames${seconds}, ${(bytes / 1e6).toFixed(2)} MB`, ...notes].join('\n');
}
