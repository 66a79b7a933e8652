import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port on which nobody listens, for what has to be found where it was, or is told its port before it runs. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
