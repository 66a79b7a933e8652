import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { loadController } from '../../display/controllers/registry.js';
import { encodeFirmware, firmwareConfigLines } from '../../display/firmware.js';
import { resolveGlass } from '../../display/glass.js';
import type { Panel, Rotation, Wiring } from '../../display/panel.js';
import { loadPanel } from '../config/panels.js';
import { FramedError } from '../errors.js';
import { parseLine, parseRotation } from './arguments.js';
import type { CommandContext } from './command-context.js';
import { printJson } from './terminal.js';

interface FirmwareArguments {
  rotation: Rotation;
  device?: string;
  dc?: number;
  reset?: number;
  backlight?: number;
  json: boolean;
}

export function addFirmwareCommand(program: Command, context: CommandContext): void {
  program
    .command('firmware')
    .summary("make the file by which the kernel's own driver runs a panel")
    .description(
      "Writes the firmware of the kernel's panel-mipi-dbi driver, which shows the panel as a framebuffer, and says what goes into config.txt.",
    )
    .argument('<panel>', 'panel description')
    .argument('<out.bin>', 'the firmware; its name without .bin becomes the name of the panel in config.txt')
    .option('--rotation <degrees>', 'how the panel is mounted, clockwise from upright', parseRotation, 0)
    .option('--device <name>', 'SPI device, like spidev0.0 (else the description says it)')
    .option('--dc <line>', 'GPIO of data/command, by its BCM number', parseLine)
    .option('--reset <line>', 'GPIO of reset', parseLine)
    .option('--backlight <line>', 'GPIO of the backlight', parseLine)
    .option('--json', 'say it for a program', false)
    .action(async (panelName: string, file: string, options: FirmwareArguments) => {
      try {
        const { path, configLines } = await makeFirmware(panelName, resolve(file), options);
        if (options.json) printJson(context.terminal, { path, config_lines: configLines });
        else context.terminal.out(instructions(path, configLines));
      } catch (error) {
        context.fail(error, options.json);
      }
    });
}

async function makeFirmware(panelName: string, path: string, options: FirmwareArguments) {
  const panel = await loadPanel(panelName, options.rotation);
  const glass = resolveGlass(panel, await loadController(panel.controller));
  const configLines = firmwareConfigLines(basename(path, '.bin'), panel, glass, wiringOf(panel, options));
  await writeFile(path, encodeFirmware(glass.initSteps));
  return { path, configLines };
}

/** What was typed goes before what the description says. */
function wiringOf({ name, wiring }: Panel, options: FirmwareArguments): Wiring {
  const dc = options.dc ?? wiring?.dc;
  if (dc === undefined) {
    throw new FramedError(
      'panel-wiring-missing',
      `The description of ${name} does not say how it is wired; give --dc LINE, and --reset LINE and --backlight LINE where they are wired (BCM numbers).`,
    );
  }
  const reset = options.reset ?? wiring?.reset;
  const backlight = options.backlight ?? wiring?.backlight;
  return {
    device: options.device ?? wiring?.device ?? 'spidev0.0',
    dc,
    ...(reset !== undefined && { reset }),
    ...(backlight !== undefined && { backlight }),
  };
}

function instructions(path: string, configLines: readonly string[]): string {
  return [
    'Copy the firmware to where the kernel looks for it:',
    `  sudo cp ${path} /lib/firmware/${basename(path)}`,
    'Add to /boot/firmware/config.txt, and reboot:',
    ...configLines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
