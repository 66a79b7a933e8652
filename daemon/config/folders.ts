import { homedir } from 'node:os';
import { join } from 'node:path';

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
