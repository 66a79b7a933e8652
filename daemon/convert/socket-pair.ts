import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type OnReadOpts, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Two connected sockets: one to be read here into memory that is used over and over (net's `onread`), one for a child process. */
export interface SocketPair {
  /** For spawn's `stdio`. To be closed here as soon as the child has it, or reading never comes to an end. */
  readonly childEnd: Socket;
  readonly reader: Socket;
}

export async function openSocketPair(onread: OnReadOpts): Promise<SocketPair> {
  const path = socketPath();
  const server = createServer({ pauseOnConnect: true }).listen(path);
  try {
    await once(server, 'listening');
    const connected = once(server, 'connection');
    const reader = connect({ path, onread });
    // A child that is killed may reset the connection; how it ended is its exit's to say.
    reader.on('error', () => {});
    const [childEnd] = (await connected) as [Socket];
    childEnd.on('error', () => {});
    return { childEnd, reader };
  } finally {
    server.close();
    if (!path.startsWith('\0')) await rm(path, { force: true });
  }
}

/** Linux has names outside the file system (unix(7), "abstract"); elsewhere it is a file for a moment. Nobody can guess either. */
function socketPath(): string {
  const name = `framed-${randomBytes(16).toString('hex')}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name);
}
