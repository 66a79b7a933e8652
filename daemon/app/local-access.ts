import { toPlainError } from '../errors.js';
import { LocalServer, type LocalServerOptions } from '../http/local-server.js';
import type { Stops } from './stops.js';

/**
 * Lets the command line in. Where the socket cannot be made the picture goes on without it, and the log says why; but another daemon
 * that answers there is an error ('socket-in-use'): whoever started this one meant that one.
 */
export async function openLocalAccess(options: LocalServerOptions, stops: Stops): Promise<void> {
  const server = new LocalServer(options);
  stops.add(() => server.stop());
  try {
    await server.start();
  } catch (thrown) {
    const { code, message } = toPlainError(thrown);
    if (code === 'socket-in-use') throw thrown;
    options.log.warn('the command line cannot reach this daemon', { socket: options.socketPath, reason: message });
  }
}
