import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { loadController } from '../../display/controllers/registry.js';
import type { DisplayConfig } from '../../display/display-config.js';
import type { Panel } from '../../display/panel.js';
import { systemClock } from '../clock.js';
import { createLog } from '../log.js';
import { Player } from '../player/player.js';
import { writePattern } from '../test-pattern/pattern-clip.js';
import { abortOnSignals } from './abort-on-signals.js';
import { parsePositive } from './arguments.js';
import type { CommandContext } from './command-context.js';
import { addDisplayOptions, type DisplayArguments, findGlass } from './display-arguments.js';
import { findSymptom } from './symptoms.js';

interface TestPatternArguments extends DisplayArguments {
  config?: string;
  seconds?: number;
  out?: string;
}

export function addTestPatternCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('test-pattern')
    .summary('show a picture that tells which setting is wrong')
    .description(
      'Plays a test pattern until it is interrupted, and says what should be seen and which setting mends what is not.',
    )
    .option('--config <file>', 'configuration file (else the one that `framed run` would take)')
    .option('--seconds <n>', 'stop after so many', parsePositive)
    .option('--out <file.zip>', 'write it as a frame zip instead, which must not be there yet');
  addDisplayOptions(command).action(async (options: TestPatternArguments) => {
    const { signal, release } = abortOnSignals();
    try {
      await run(options, signal, context);
    } catch (error) {
      context.fail(error);
    } finally {
      release();
    }
  });
}

async function run(options: TestPatternArguments, signal: AbortSignal, { terminal }: CommandContext): Promise<void> {
  const { panel, display, missing } = await findGlass(options);
  const pattern = { geometry: display.geometry, shape: panel.shape };
  if (options.out !== undefined) {
    await writePattern(resolve(options.out), pattern);
    return;
  }
  for (const sentence of missing) terminal.err(`framed: ${sentence}\n`);
  terminal.out(await describe(panel, display));
  const folder = await mkdtemp(join(tmpdir(), 'framed-test-pattern-'));
  try {
    const path = join(folder, 'test-pattern.zip');
    await writePattern(path, pattern);
    await play(path, display, () => waitForEnd(signal, options.seconds));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function play(path: string, display: DisplayConfig, end: () => Promise<void>): Promise<void> {
  const player = new Player({ display, log: createLog({ level: 'warn' }), clock: systemClock });
  await player.start();
  try {
    const entries = [{ key: path, name: 'test pattern', path }];
    player.setProgram({ entries, loop: 'all', shuffle: false, stillMs: 10_000 });
    await end();
  } finally {
    await player.stop();
  }
}

/** Resolves when it is interrupted, or after so many seconds where they are given. */
function waitForEnd(signal: AbortSignal, seconds: number | undefined): Promise<void> {
  return new Promise((done) => {
    const timer = seconds === undefined ? undefined : setTimeout(done, seconds * 1000);
    const stop = () => {
      clearTimeout(timer);
      done();
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

async function describe(panel: Panel, { output }: DisplayConfig): Promise<string> {
  const setup = { panel, controller: await loadController(panel.controller) };
  const lines = expectations(panel).flatMap(([seen, symptom]) => {
    const [remedy] = findSymptom(symptom, setup)?.remedies ?? [];
    return [`  ${seen}`, `      else ${symptom}: ${remedy}`];
  });
  return [`Test pattern for ${panel.name} on ${OUTPUT_NAMES[output]}. What should be seen:`, '', ...lines, '', ''].join(
    '\n',
  );
}

const OUTPUT_NAMES: Readonly<Record<DisplayConfig['output'], string>> = {
  virtual: 'the virtual panel',
  spi: 'the SPI pins',
  framebuffer: 'the framebuffer',
};

/** What the pattern shows where all is right, and the symptom where it does not. */
function expectations({ shape }: Panel): [seen: string, symptom: string][] {
  const border =
    shape === 'round' ? 'a thin white circle around it, whole' : 'a thin white border, whole on all four sides';
  return [
    ['a picture at all', 'all white'],
    [`${border}`, 'shifted'],
    ['letters that can be read: TL and TR at the top, BL and BR at the bottom', 'mirrored'],
    ['an arrow that points up', 'rotated'],
    ['R on red, G on green, B on blue', 'blue for red'],
    ['DARK on black, LIGHT on white, even steps between', 'inverted'],
    ['flat colours without specks', 'noise'],
    ['a white bar that moves to the right once in two seconds, in one piece', 'tearing'],
    ['and evenly', 'slow'],
  ];
}
