import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Geometry } from '../../display/display.js';
import { visibleGeometry } from '../../display/panel.js';
import { systemClock } from '../clock.js';
import { loadPanel } from '../config/panels.js';
import { FramedError, fromPlainError } from '../errors.js';
import { FrameZipReader } from '../frames/reader.js';
import { createLog } from '../log.js';
import { Player } from '../player/player.js';
import { abortOnSignals } from './abort-on-signals.js';
import { parseCount } from './arguments.js';
import type { CommandContext } from './command-context.js';
import { printJson } from './terminal.js';

interface PlayArguments {
  panel?: string;
  frames?: number;
  stats: boolean;
  json: boolean;
}

export function addPlayCommand(program: Command, context: CommandContext): void {
  program
    .command('play')
    .summary('play a frame zip')
    .description('Plays a frame zip in a loop, without library or control panel, until it is interrupted.')
    .argument('<file.zip>', 'the frame zip to play')
    .option('--panel <name>', 'panel description; the zip must be of its size (default: a panel as large as the zip)')
    .addOption(new Option('--output <name>', 'what to show it on').choices(['virtual']).default('virtual'))
    .option('--frames <n>', 'stop after so many frames', parseCount)
    .option('--stats', 'say at the end how smoothly it went', false)
    .option('--json', 'say it for a program', false)
    .action(async (file: string, options: PlayArguments) => {
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
    });
}

async function play(path: string, { panel, frames }: PlayArguments, signal: AbortSignal) {
  const geometry = await checkSize(path, panel);
  const log = createLog({ level: 'warn' });
  const player = new Player({ display: { output: 'virtual', geometry }, log, clock: systemClock });
  await player.start();
  try {
    const ended = waitForEnd(player, frames, signal);
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

/** The size to play at. Throws where the file is no frame zip, or not of the panel's size. */
async function checkSize(path: string, panelName: string | undefined): Promise<Geometry> {
  const reader = FrameZipReader.open(path);
  const { geometry } = reader;
  reader.close();
  if (panelName === undefined) return geometry;
  const panel = visibleGeometry(await loadPanel(panelName));
  if (panel.width === geometry.width && panel.height === geometry.height) return panel;
  throw new FramedError(
    'frame-zip-other-size',
    `The zip holds pictures of ${geometry.width}x${geometry.height}; ${panelName} shows ${panel.width}x${panel.height}. ` +
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
