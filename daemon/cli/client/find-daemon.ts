import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { FramedError } from '../../errors.js';
import { DaemonClient } from './daemon-client.js';

/** The unit that the package installs, or that install.sh does. */
const UNIT_FILES = ['/usr/lib/systemd/system/framed.service', '/etc/systemd/system/framed.service'];

/**
 * The first daemon that answers on one of these sockets. Throws 'daemon-not-running' with what starts one, or 'daemon-not-permitted'
 * where one is there and this user may not speak to it.
 */
export async function findDaemon(socketPaths: readonly string[]): Promise<DaemonClient> {
  let forbidden: string | undefined;
  for (const path of socketPaths) {
    const code = await connectionError(path);
    if (code === undefined) return new DaemonClient(path);
    if (code === 'EACCES' || code === 'EPERM') forbidden ??= path;
  }
  if (forbidden !== undefined) {
    throw new FramedError(
      'daemon-not-permitted',
      `framed runs, but this user may not use ${forbidden}: put sudo before the command, or join its group (sudo usermod -aG framed $USER) and log in again.`,
    );
  }
  const start = UNIT_FILES.some((path) => existsSync(path)) ? 'sudo systemctl start framed' : 'framed run';
  throw new FramedError(
    'daemon-not-running',
    `No framed answers on ${socketPaths.join(' or ')}; start it (${start}), or name its socket with --socket.`,
  );
}

/** Undefined where a connection is taken, else why not: ENOENT, ECONNREFUSED, EACCES, … */
function connectionError(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const connection = connect(path);
    connection.once('connect', () => {
      connection.destroy();
      resolve(undefined);
    });
    connection.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
  });
}
