import type { Command } from 'commander';
import { systemClock } from '../clock.js';
import { configCandidates, defaultDataFolder } from '../config/folders.js';
import { loadConfig } from '../config/load.js';
import { createLog, type LogLevel } from '../log.js';
import { packageVersion } from '../package-version.js';
import { RecentLog } from '../recent-log.js';
import { abortOnSignals } from './abort-on-signals.js';
import { parsePort } from './arguments.js';
import type { CommandContext } from './command-context.js';
import { addDisplayOptions, chooseDisplay, type DisplayArguments } from './display-arguments.js';

interface RunArguments extends DisplayArguments {
  config?: string;
  data?: string;
  host?: string;
  port?: number;
  logLevel: LogLevel;
}

export function addRunCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('run', { isDefault: true })
    .summary('play, and serve the control panel')
    .description('Plays the library (or the demo) and serves the control panel, until SIGINT or SIGTERM.')
    .option('--config <file>', 'configuration file (else /etc/framed/config.yaml, else ~/.config/framed/config.yaml)')
    .option('--data <dir>', 'where the library lives (else $STATE_DIRECTORY, else ~/.local/share/framed)')
    .option('--host <address>', 'address to listen on, over the configuration')
    .option('--port <n>', 'port to listen on, over the configuration', parsePort)
    .option('--log-level <level>', 'debug, info, warn or error', 'info');
  addDisplayOptions(command).action(async (options: RunArguments) => {
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

async function run(options: RunArguments, signal: AbortSignal, { terminal }: CommandContext): Promise<void> {
  const recentLog = new RecentLog({ clock: systemClock });
  const log = createLog({ level: options.logLevel, also: recentLog.take });
  const { config, path } = await loadConfig(options.config, configCandidates());
  if (path) log.info('configuration', { path });
  if (options.host !== undefined) config.http.host = options.host;
  if (options.port !== undefined) config.http.port = options.port;
  chooseDisplay(config, options);

  const { startApp } = await import('../app.js');
  const app = await startApp({
    config,
    configPath: path,
    dataFolder: options.data ?? defaultDataFolder(),
    version: packageVersion(),
    log,
    recentLog,
  });
  try {
    terminal.err(`\n  framed plays. Open ${app.url}\n\n`);
    await aborted(signal);
  } finally {
    await app.stop();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
