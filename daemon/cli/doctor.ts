import type { Command } from 'commander';
import type { Controller } from '../../display/controllers/controller.js';
import { loadController } from '../../display/controllers/registry.js';
import type { Finding } from '../../display/detect/finding.js';
import { judgeMachine } from '../../display/detect/judge.js';
import { detectMachine } from '../../display/detect/machine-facts.js';
import { resolveGlass } from '../../display/glass.js';
import type { Panel } from '../../display/panel.js';
import { configCandidates, dataCandidates } from '../config/folders.js';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { readCrashNote } from '../crash/crash-note.js';
import { FramedError } from '../errors.js';
import { configuredPanel } from '../glass/configured-panel.js';
import type { CommandContext } from './command-context.js';
import { chooseDisplay } from './display-arguments.js';
import { EXIT } from './exit-codes.js';
import { findSymptom, type Symptom, symptomNames } from './symptoms.js';
import { printJson } from './terminal.js';

interface DoctorArguments {
  config?: string;
  panel?: string;
  root: string;
  json: boolean;
}

export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .summary('say what keeps the picture off the glass, and what mends it')
    .description(
      'Says what is on this machine, what is missing for real glass, and the exact line or command that mends it. Exit code 1 where no ' +
        'glass can be had. With a symptom ("all white", mirrored, "blue for red", …): which setting mends it.',
    )
    .argument('[symptom...]', 'what is wrong with the picture, in your words')
    .option('--panel <name>', 'panel description (else the configuration says it)')
    .option('--config <file>', 'configuration file (else the one that `framed run` would take)')
    .option('--root <dir>', "look at another machine's files, in this folder", '/')
    .option('--json', 'say it for a program', false)
    .action(async (words: string[], options: DoctorArguments) => {
      try {
        const setup = await loadSetup(options);
        if (words.length > 0) sayRemedies(words.join(' '), setup, options, context);
        else sayFindings(setup, options, context);
      } catch (error) {
        context.fail(error, options.json);
      }
    });
}

interface Setup {
  config: Config;
  panel: Panel;
  controller: Controller;
}

async function loadSetup(options: DoctorArguments): Promise<Setup> {
  const { config, path } = await loadConfig(options.config, configCandidates());
  chooseDisplay(config, options);
  const panel = await configuredPanel(config, path);
  return { config, panel, controller: await loadController(panel.controller) };
}

function sayFindings(
  { config, panel, controller }: Setup,
  { root, json }: DoctorArguments,
  context: CommandContext,
): void {
  const { terminal, exitWith } = context;
  const facts = detectMachine({ systemRoot: root });
  const { maxMhz, pixelFormat } = resolveGlass(panel, controller);
  const speed = { mhz: maxMhz, bytesPerPixel: pixelFormat === 'rgb666' ? 3 : 2 } as const;
  const { output, spi, framebuffer } = config.display;
  const findings = [
    ...judgeMachine(facts, panel, output, { speed, bus: spi.bus, framebuffer: framebuffer.device }),
    ...(root === '/' ? dataCandidates().flatMap(crashFinding) : []),
  ];
  if (json) printJson(terminal, { panel: panel.name, findings, facts });
  else {
    terminal.out(`Looking for glass for ${panel.name} (${panel.title}).\n\n${findings.map(formatFinding).join('')}\n`);
    terminal.out('If the picture is there, but wrong: framed test-pattern, and framed doctor "WHAT IS WRONG"\n');
  }
  if (findings.some(({ level }) => level === 'problem')) exitWith(EXIT.failed);
}

/** What a run that was not stopped left behind; nothing where none was, or this user may not read it. */
function crashFinding(dataFolder: string): Finding[] {
  const note = readCrashNote(dataFolder);
  return note ? [{ level: 'note', what: note.firstLine, remedy: `read it: cat ${note.path}` }] : [];
}

function sayRemedies(words: string, setup: Setup, { json }: DoctorArguments, { terminal }: CommandContext): void {
  const symptom = findSymptom(words, setup);
  if (symptom === undefined) {
    const known = symptomNames(setup).join(', ');
    throw new FramedError('symptom-unknown', `Nothing is known about "${words}"; ask about: ${known}.`);
  }
  if (json) printJson(terminal, symptom);
  else terminal.out(formatSymptom(symptom));
}

function formatFinding({ level, what, remedy }: Finding): string {
  const lines = [`${level.padEnd(LEVEL_WIDTH)}${what}`];
  if (remedy !== undefined) lines.push(`${' '.repeat(LEVEL_WIDTH)}→ ${capitalised(remedy)}`);
  return `${lines.join('\n')}\n`;
}

/** The longest level, "problem", and two spaces. */
const LEVEL_WIDTH = 9;

function formatSymptom({ name, means, remedies }: Symptom): string {
  return `${capitalised(name)}\n${means}\n\n${remedies.map((remedy) => `  → ${remedy}\n`).join('')}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
