import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what Linux gives to whoever asks for any port (`ip_local_port_range` begins at 32768): between two runs of a daemon another process would be given
 * one of those. Above what services are known by.
 */
const [LOWEST, HIGHEST] = [20_000, 32_000];
const MOST_TRIES = 100;

/** A port on which nobody listens, for what has to be found where it was, or is told its port before it runs. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
  throw new Error(`There is no free port from ${LOWEST} to ${HIGHEST} within ${MOST_TRIES} tries.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
