import { type Command, Option } from 'commander';
import { configCandidates } from '../config/folders.js';
import { loadConfig } from '../config/load.js';
import type { ConfigOverrides } from '../config/overrides.js';
import type { Config } from '../config/schema.js';
import { FramedError } from '../errors.js';
import { type ChosenGlass, chooseGlass } from '../glass/choose-glass.js';
import { parsePositive } from './arguments.js';

/** The words of the command line that choose the glass. */
export interface DisplayArguments {
  panel?: string;
  output?: Config['display']['output'];
  /** An emulated bus is a virtual panel's. */
  busMhz?: number;
}

const OUTPUTS: readonly Config['display']['output'][] = ['auto', 'spi', 'framebuffer', 'virtual'];

/** @param preset of --output; undefined: the configuration's. */
export function addDisplayOptions(command: Command, preset?: Config['display']['output']): Command {
  const output = new Option('--output <name>', 'what to play on').choices(OUTPUTS);
  return command
    .option('--panel <name>', 'panel description, over the configuration')
    .addOption(preset === undefined ? output : output.default(preset))
    .option('--bus-mhz <n>', 'play on the virtual panel through an emulated chip at this clock', parsePositive);
}

/** Puts the command line's words over the configuration. */
export function chooseDisplay(config: Config, { panel, output, busMhz }: DisplayArguments): void {
  if (panel !== undefined) config.panel.name = panel;
  if (output !== undefined) config.display.output = output;
  if (busMhz === undefined) return;
  config.display.output = 'virtual';
  config.display.virtual.bus_mhz = busMhz;
}

/** The same, for a configuration that follows its file. */
export function displayOverrides({ panel, output, busMhz }: DisplayArguments): ConfigOverrides {
  return {
    ...(panel !== undefined && { 'panel.name': panel }),
    ...(output !== undefined && { 'display.output': output }),
    ...(busMhz !== undefined && { 'display.output': 'virtual', 'display.virtual.bus_mhz': busMhz }),
  };
}

/** The glass that configuration and command line choose, or the virtual panel and what is missing. Throws what configuration and panel throw. */
export async function findGlass(options: DisplayArguments & { config?: string }): Promise<ChosenGlass> {
  const { config, path } = await loadConfig(options.config, configCandidates());
  chooseDisplay(config, options);
  return chooseGlass({ config, configPath: path });
}

/** The same, where nothing else will do: throws FramedError 'glass-missing', with what is missing. */
export async function requireGlass(options: DisplayArguments & { config?: string }): Promise<ChosenGlass> {
  const glass = await findGlass(options);
  if (glass.missing.length > 0) throw new FramedError('glass-missing', glass.missing.join('\n'));
  return glass;
}
