import type { IncomingMessage } from 'node:http';

/** Whether a request came by TLS to framed itself. What a proxy in front of it says is not asked: anybody can say it. */
export function isSecure({ req }: { readonly req: Pick<IncomingMessage, 'socket'> }): boolean {
  return Reflect.get(req.socket, 'encrypted') === true;
}
