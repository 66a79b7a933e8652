import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { PlayerKeep } from '../app/player-keep.js';
import { runAgain, StartError } from '../app/run-again.js';
import type { App } from '../app.js';
import { systemClock } from '../clock.js';
import { ConfigError } from '../config/config-error.js';
import { configCandidates, defaultDataFolder, runtimeFolder, socketPathFor } from '../config/folders.js';
import { LastGoodCopy } from '../config/last-good.js';
import { LiveConfig } from '../config/live-config.js';
import type { ConfigOverrides } from '../config/overrides.js';
import { systemTimers } from '../control/timers.js';
import type { CrashNote } from '../crash/crash-note.js';
import { CrashRecorder } from '../crash/crash-recorder.js';
import { FaultWatch } from '../crash/fault-watch.js';
import { giveFreedMemoryBack } from '../freed-memory.js';
import { createLog, type Log, type LogLevel } from '../log.js';
import { packageVersion } from '../package-version.js';
import { RecentLog } from '../recent-log.js';
import { takeServiceEnvironment } from '../systemd/service-environment.js';
import { abortOnSignals } from './abort-on-signals.js';
import { parsePort } from './arguments.js';
import type { CommandContext } from './command-context.js';
import { addDisplayOptions, type DisplayArguments, displayOverrides } from './display-arguments.js';
import { EXIT } from './exit-codes.js';
import { openPage } from './open-page.js';
import type { Terminal } from './terminal.js';

interface RunArguments extends DisplayArguments {
  config?: string;
  strictConfig: boolean;
  data?: string;
  socket?: string;
  host?: string;
  port?: number;
  login?: 'required' | 'none';
  open: boolean;
  logLevel: LogLevel;
}

export function addRunCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('run', { isDefault: true })
    .summary('play, and serve the control panel')
    .description('Plays the library (or the demo) and serves the control panel, until SIGINT or SIGTERM.')
    .option('--config <file>', 'configuration file (else /etc/framed/config.yaml, else ~/.config/framed/config.yaml)')
    .option('--strict-config', 'end with 2 where the configuration cannot be used; else the last good one holds', false)
    .option('--data <dir>', 'where the library lives (else $STATE_DIRECTORY, else ~/.local/share/framed)')
    .option('--socket <path>', 'where the command line finds it (else in $RUNTIME_DIRECTORY, else beside the library)')
    .option('--host <address>', 'address to listen on, over the configuration')
    .option('--port <n>', 'port to listen on, over the configuration', parsePort)
    .addOption(new Option('--login <word>', 'who may come in, over the configuration').choices(['required', 'none']))
    .option('--open', "open the page in this machine's browser, signed in", false)
    .option('--log-level <level>', 'debug, info, warn or error', 'info');
  addDisplayOptions(command).action(async (options: RunArguments) => {
    const { signal, release } = abortOnSignals();
    try {
      await run(options, signal, context);
    } catch (error) {
      context.fail(error);
      // systemd does not start again what ended with this (RestartPreventExitStatus).
      if (error instanceof ConfigError) context.exitWith(EXIT.usage);
    } finally {
      release();
    }
  });
}

async function run(options: RunArguments, signal: AbortSignal, { terminal }: CommandContext): Promise<void> {
  const recentLog = new RecentLog({ clock: systemClock });
  const dataFolder = options.data ?? defaultDataFolder();
  const crashes = CrashRecorder.start({ runtimeFolder: runtimeFolder(), dataFolder, clock: systemClock });
  const log = createLog({
    level: options.logLevel,
    also: (line) => {
      recentLog.take(line);
      crashes.take(line);
    },
  });
  // A journal that is gone is no reason to end.
  process.stderr.on('error', () => {});
  const faults = new FaultWatch({
    dataFolder,
    clock: systemClock,
    log,
    lines: () => recentLog.records().map(({ level, text }) => `${level.padEnd(5)} ${text}`),
    end: () => process.exit(EXIT.fault),
  });
  faults.start();
  const service = serviceVariables(process.env);
  const isService = service['NOTIFY_SOCKET'] !== undefined;
  const keep = new PlayerKeep();
  const shared = { options, dataFolder, signal, terminal, log, recentLog, isService, faults, keep };
  try {
    await runAgain({
      dataFolder,
      log,
      run: async () => {
        const crash = faults.note ?? crashes.note;
        const end = await runOnce({ ...shared, crash, environment: { ...service } });
        if (end === 'failed') return 'again';
        // systemd begins a new process by itself, and counts on that.
        return isService ? 'end' : end;
      },
    });
  } finally {
    faults.stop();
    await keep.stop();
  }
  crashes.end();
}

/** What systemd gave this process to know is taken from where children would find it, and told to each run. */
function serviceVariables(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID } = environment;
  takeServiceEnvironment(environment, process.pid);
  return { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID };
}

interface Run {
  options: RunArguments;
  dataFolder: string;
  crash: CrashNote | undefined;
  signal: AbortSignal;
  terminal: Terminal;
  log: Log;
  recentLog: RecentLog;
  isService: boolean;
  faults: FaultWatch;
  keep: PlayerKeep;
  environment: Record<string, string | undefined>;
}

/**
 * Resolves when it is interrupted, another run is to follow, or it has failed: then the picture goes on, and another run follows in this process.
 * Rejects with a StartError where the app does not come up.
 */
async function runOnce({ options, signal, terminal, isService, faults, ...rest }: Run) {
  const { dataFolder, log } = rest;
  const fault = faults.nextFault();
  const liveConfig = new LiveConfig({
    path: options.config === undefined ? undefined : resolve(options.config),
    candidates: configCandidates(),
    overrides: overridesOf(options),
    lastGood: new LastGoodCopy(join(dataFolder, 'config-last-good.json')),
    log,
  });
  await liveConfig.load({ strict: options.strictConfig });

  const { startApp } = await import('../app.js');
  const socketPath = options.socket ?? socketPathFor(dataFolder);
  const again = new AbortController();
  const startAgain = () => again.abort();
  // Whoever sits in front of it chooses another port; a service, or what a script has begun, plays meanwhile.
  const insistsOnPage = terminal.isLive && !isService;
  const starting = startApp({ ...rest, liveConfig, socketPath, startAgain, insistsOnPage, version: packageVersion() });
  const app = await starting.catch((cause: unknown) => {
    throw new StartError('framed did not start', { cause });
  });
  let closePage = () => {};
  try {
    await liveConfig.watch(systemTimers);
    // A service's words are kept in the journal, where a secret has no business.
    const link = isService ? undefined : app.signInLink();
    terminal.err(`
${started(app, link)}
`);
    if (options.open && faults.note === undefined) closePage = openPage(link ?? app.url);
    // Not before the picture: loading what it takes is 10 ms.
    if (!(await giveFreedMemoryBack())) log.debug('freed memory stays with the process: this C library cannot be told');
    await aborted(AbortSignal.any([signal, again.signal, fault]));
  } finally {
    closePage();
    liveConfig.stop();
    await app.stop({ goesOn: fault.aborted && !signal.aborted });
  }
  if (signal.aborted) return 'end';
  return fault.aborted ? 'failed' : 'again';
}

function started({ url }: App, link: string | undefined): string {
  if (link === undefined) return `  framed plays. Open ${url}\n`;
  return `  framed plays. Open ${link}\n  The link signs one browser in, once, within ten minutes. Another one: framed sign-in\n`;
}

function overridesOf(options: RunArguments): ConfigOverrides {
  const { host, port, login } = options;
  return {
    ...displayOverrides(options),
    ...(host !== undefined && { 'http.host': host }),
    ...(port !== undefined && { 'http.port': port }),
    ...(login !== undefined && { 'access.login': login }),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
