import type { IncomingMessage } from 'node:http';

/**
 * Reads no more of a request, and ends the connection; of HTTP/2 its stream alone, which is what the socket of such a request stands for
 * (Node, http2 compatibility API). `request.destroy()` would leave that one open.
 */
export function hangUp({ socket }: Pick<IncomingMessage, 'socket'>): void {
  socket.destroy();
}
