import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { DisplayConfig } from '../../display/display-config.js';
import { systemClock } from '../clock.js';
import { FramedError, fromPlainError } from '../errors.js';
import { FrameZipReader } from '../frames/reader.js';
import { createLog } from '../log.js';
import { Player } from '../player/player.js';
import { abortOnSignals } from './abort-on-signals.js';
import { parseCount } from './arguments.js';
import type { CommandContext } from './command-context.js';
import { addDisplayOptions, type DisplayArguments, requireGlass } from './display-arguments.js';
import { printJson } from './terminal.js';

export interface PlayZipArguments extends DisplayArguments {
  frames?: number;
  stats: boolean;
  json: boolean;
}

export function addPlayZipOptions(command: Command): Command {
  command
    .option('--frames <n>', 'a frame zip: stop after so many frames', parseCount)
    .option('--stats', 'a frame zip: say at the end how smoothly it went', false);
  return addDisplayOptions(command, 'virtual');
}

/** Plays a frame zip without daemon, library or control panel, in a loop, until it is interrupted. */
export async function playZip(file: string, options: PlayZipArguments, context: CommandContext): Promise<void> {
  const { signal, release } = abortOnSignals();
  try {
    const stats = await play(resolve(file), options, signal);
    if (options.json) printJson(context.terminal, stats);
    else if (options.stats) context.terminal.out(formatStats(stats));
  } catch (error) {
    context.fail(error, options.json);
  } finally {
    release();
  }
}

async function play(path: string, options: PlayZipArguments, signal: AbortSignal) {
  const display = await chooseFitting(path, options);
  const log = createLog({ level: 'warn' });
  const player = new Player({ display, log, clock: systemClock });
  await player.start();
  try {
    const ended = waitForEnd(player, options.frames, signal);
    const entries = [{ key: path, name: path, path }];
    player.setProgram({ entries, loop: 'all', shuffle: false, stillMs: 10_000 });
    await ended;
    const { late, presented, dropped, underruns, damaged, fps } = player.snapshot().stats;
    const { lateP50Ms, lateP99Ms } = player.timing();
    return { presented, dropped, late, underruns, damaged, fps, late_p50_ms: lateP50Ms, late_p99_ms: lateP99Ms };
  } finally {
    await player.stop();
  }
}

/** The glass to play on. Throws where the file is no frame zip, or not of the panel's size. */
async function chooseFitting(path: string, options: PlayZipArguments): Promise<DisplayConfig> {
  const reader = FrameZipReader.open(path);
  const { geometry } = reader;
  reader.close();
  const isAnySize = options.panel === undefined && options.output === 'virtual' && options.busMhz === undefined;
  if (isAnySize) return { output: 'virtual', geometry };
  const { panel, display } = await requireGlass(options);
  const { width, height } = display.geometry;
  if (width === geometry.width && height === geometry.height) return display;
  throw new FramedError(
    'frame-zip-other-size',
    `The zip holds pictures of ${geometry.width}x${geometry.height}; ${panel.name} shows ${width}x${height}. ` +
      'Make one for it with: framed convert IN OUT.zip --panel NAME',
  );
}

/** Resolves when enough frames were presented, or when it is interrupted; rejects when the zip turns out to be unplayable. */
function waitForEnd(player: Player, frames: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    signal.addEventListener('abort', () => done(), { once: true });
    player.on('skipped', ({ error }) => fail(fromPlainError(error)));
    const stopCounting = player.onPresented(() => {
      if (frames === undefined || player.snapshot().stats.presented < frames) return;
      stopCounting();
      done();
    });
  });
}

function formatStats(stats: Awaited<ReturnType<typeof play>>): string {
  const { presented, dropped, late, underruns, damaged, fps, late_p50_ms, late_p99_ms } = stats;
  return [
    `${presented} frames presented, ${fps.toFixed(1)} a second at the end`,
    `${dropped} dropped, ${late} late, ${underruns} underruns, ${damaged} damaged`,
    `past the deadline: median ${late_p50_ms.toFixed(2)} ms, 99 of 100 within ${late_p99_ms.toFixed(2)} ms`,
    '',
  ].join('\n');
}
