import { Command, CommanderError } from 'commander';
import { packageVersion } from '../package-version.js';
import { addDevicesCommand } from './access/devices.js';
import { addGuestCommand } from './access/guest.js';
import { addPairCommand } from './access/pair.js';
import { addSignInCommand } from './access/sign-in.js';
import { addTokenCommand } from './access/token.js';
import { addAddCommand } from './add.js';
import { addBackupCommand } from './backup.js';
import { addBrightnessCommand } from './brightness.js';
import type { CommandContext } from './command-context.js';
import { addCompleteCommand } from './complete.js';
import { addCompletionCommand } from './completion.js';
import { addConfigCommand } from './config.js';
import { addConvertCommand } from './convert.js';
import { addDiagnosticsCommand } from './diagnostics.js';
import { addDoctorCommand } from './doctor.js';
import { EXIT } from './exit-codes.js';
import { addFirmwareCommand } from './firmware.js';
import { addInspectCommand } from './inspect.js';
import { addListCommand } from './list.js';
import { addLogsCommand } from './logs.js';
import { addManCommand } from './man.js';
import { addPlayCommand } from './play.js';
import { addPlayerWords } from './player-words.js';
import { addRemoveCommand } from './remove.js';
import { addRestoreCommand } from './restore.js';
import { addRunCommand } from './run.js';
import { addScheduleCommand } from './schedule.js';
import { addScreensCommand } from './screens.js';
import { addStatusCommand } from './status.js';
import { printFailure, processTerminal, type Terminal } from './terminal.js';
import { addTestPatternCommand } from './test-pattern.js';

/** The commands, in the order and under the headings of the help text. */
const COMMAND_GROUPS: readonly (readonly [
  heading: string,
  adders: readonly ((program: Command, context: CommandContext) => void)[],
])[] = [
  ['The daemon:', [addRunCommand, addConfigCommand, addStatusCommand, addLogsCommand, addDiagnosticsCommand]],
  ['The picture:', [addPlayCommand, addPlayerWords, addBrightnessCommand, addScheduleCommand]],
  ['The library:', [addListCommand, addAddCommand, addRemoveCommand, addBackupCommand, addRestoreCommand]],
  ['Who may come in:', [addPairCommand, addSignInCommand, addDevicesCommand, addTokenCommand, addGuestCommand]],
  ['The glass:', [addDoctorCommand, addTestPatternCommand, addScreensCommand, addFirmwareCommand]],
  ['Frame zips, without the daemon:', [addConvertCommand, addInspectCommand]],
  ['Help:', [addCompletionCommand, addManCommand, addCompleteCommand]],
];

/** Runs `framed` with the words after its name. Resolves to the exit code; never throws, never exits the process itself. */
export async function runProgram(words: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  const program = new Command('framed')
    .description('Plays clips on a small screen, and takes new ones from the browser.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpCommand(false)
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .showHelpAfterError('(--help tells more)');

  let exitCode: number = EXIT.ok;
  const context: CommandContext = {
    terminal,
    fail: (error, json) => {
      printFailure(terminal, error, json);
      exitCode = EXIT.failed;
    },
    exitWith: (code) => {
      exitCode = code;
    },
  };
  for (const [heading, adders] of COMMAND_GROUPS) {
    program.commandsGroup(heading);
    for (const add of adders) add(program, context);
  }
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  }

  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    // commander throws for --help and --version too, with exitCode 0, and has printed what there is to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    context.fail(error);
  }
  return exitCode;
}
