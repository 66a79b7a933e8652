import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a configuration is looked for when --config names none: the system's, then the user's (XDG Base Directory). */
export function configCandidates(environment: Environment = process.env): string[] {
  const home = environment['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  return ['/etc/framed/config.yaml', join(home, 'framed', 'config.yaml')];
}

/** Where the library lives when --data names no folder: systemd's StateDirectory, else the user's own (XDG Base Directory). */
export function defaultDataFolder(environment: Environment = process.env): string {
  // systemd joins several by colons; the unit asks for one.
  const [stateDirectory] = (environment['STATE_DIRECTORY'] ?? '').split(':');
  if (stateDirectory) return stateDirectory;
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'framed');
}

/** A folder in memory that is this daemon's own and outlives its process: systemd's RuntimeDirectory. Undefined: there is none. */
export function runtimeFolder(environment: Environment = process.env): string | undefined {
  const [runtimeDirectory] = (environment['RUNTIME_DIRECTORY'] ?? '').split(':');
  return runtimeDirectory || undefined;
}

/** Where the library may be that somebody at the command line means: their own daemon's, or the system's. */
export function dataCandidates(environment: Environment = process.env): string[] {
  return [...new Set([defaultDataFolder(environment), '/var/lib/framed'])];
}

const SOCKET = 'framed.sock';

/**
 * Where a daemon with this library listens for the command line when --socket names nothing: systemd's RuntimeDirectory, else the user's
 * own (XDG Base Directory), else beside the library. A library elsewhere than usual has its socket with it, so that two daemons of one
 * user do not meet.
 */
export function socketPathFor(dataFolder: string, environment: Environment = process.env): string {
  const runtime = runtimeFolder(environment);
  if (runtime) return join(runtime, SOCKET);
  const usersOwn = environment['XDG_RUNTIME_DIR'];
  const isUsual = resolve(dataFolder) === resolve(defaultDataFolder(environment));
  return usersOwn && isUsual ? join(usersOwn, 'framed', SOCKET) : join(dataFolder, SOCKET);
}

/** Where the command line looks for a daemon when --socket names nothing: $FRAMED_SOCKET alone, else the user's own, then the system's. */
export function socketCandidates(environment: Environment = process.env): string[] {
  const named = environment['FRAMED_SOCKET'];
  if (named) return [named];
  const dataFolder = defaultDataFolder(environment);
  return [...new Set([socketPathFor(dataFolder, environment), join(dataFolder, SOCKET), `/run/framed/${SOCKET}`])];
}
