import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Geometry } from '../../display/display.js';
import { type Rotation, visibleGeometry } from '../../display/panel.js';
import { configCandidates } from '../config/folders.js';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { configuredPanel } from '../glass/configured-panel.js';
import type { Canvas } from '../status-screens/safe-area.js';
import type { Language } from '../status-screens/status-screen.js';
import { TEXTS } from '../status-screens/texts.js';
import { parseRotation, parseSize } from './arguments.js';
import type { CommandContext } from './command-context.js';
import { counted } from './printed.js';
import { printJson } from './terminal.js';

/** Of the sheet: twelve screens in three rows, which fit a window for most panels. */
const COLUMNS = 4;

interface ScreensArguments {
  config?: string;
  panel?: string;
  rotation?: Rotation;
  size?: Geometry;
  round: boolean;
  language?: Language;
  out: string;
  json: boolean;
}

export function addScreensCommand(program: Command, context: CommandContext): void {
  program
    .command('screens')
    .summary('draw the status screens into pictures')
    .description(
      'Draws every status screen as the glass shows it, into a PNG each and all of them on a sheet: for whoever translates them, or has no panel yet.',
    )
    .option('--config <file>', 'configuration file (else the one that `framed run` would take)')
    .option('--panel <name>', 'panel description, over the configuration')
    .option('--rotation <degrees>', 'how the panel is mounted, over the configuration', parseRotation)
    .addOption(new Option('--size <WxH>', 'for glass of this size, in pixels').argParser(parseSize).conflicts('panel'))
    .option('--round', 'with --size, for round glass', false)
    .addOption(new Option('--language <name>', 'over the configuration').choices(Object.keys(TEXTS)))
    .option('--out <dir>', 'where they go; files of the same names there are written over', 'framed-screens')
    .option('--json', 'say it for a program', false)
    .action(async (options: ScreensArguments) => {
      try {
        const drawn = await drawScreens(options);
        if (options.json) printJson(context.terminal, drawn);
        else context.terminal.out(describe(drawn));
      } catch (error) {
        context.fail(error, options.json);
      }
    });
}

async function drawScreens(options: ScreensArguments) {
  const { config, path } = await loadConfig(options.config, configCandidates());
  const canvas = options.size
    ? ({ geometry: options.size, shape: options.round ? 'round' : 'rectangle' } as const)
    : await canvasOf(config, path, options);
  const language = options.language ?? config.language;
  const folder = resolve(options.out);
  await mkdir(folder, { recursive: true });
  // Not before it is wanted: every command loads this file, and none of the others what draws.
  const [{ contactSheet }, { EXAMPLE_SCREENS }, { renderScreenPng }] = await Promise.all([
    import('../status-screens/contact-sheet.js'),
    import('../status-screens/example-screens.js'),
    import('../status-screens/render-screen.js'),
  ]);
  const screens = [];
  for (const { name, screen } of EXAMPLE_SCREENS) {
    const path = join(folder, `${name}.png`);
    await writeFile(path, renderScreenPng({ screen, canvas, language }));
    screens.push({ name, kind: screen.kind, path });
  }
  const sheet = join(folder, 'sheet.png');
  await writeFile(sheet, contactSheet([canvas], language, COLUMNS));
  return { ...canvas.geometry, shape: canvas.shape, language, sheet, screens };
}

async function canvasOf(config: Config, configPath: string | undefined, options: ScreensArguments): Promise<Canvas> {
  if (options.panel !== undefined) config.panel.name = options.panel;
  if (options.rotation !== undefined) config.panel.rotation = options.rotation;
  const panel = await configuredPanel(config, configPath);
  return { geometry: visibleGeometry(panel), shape: panel.shape };
}

function describe({ width, height, shape, language, sheet, screens }: Awaited<ReturnType<typeof drawScreens>>): string {
  const glass = `${width}x${height}${shape === 'round' ? ', round' : ''}`;
  return `${counted(screens.length, 'screen')} for ${glass}, in "${language}"; all of them: ${sheet}\n`;
}
