import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { ListenOptions } from 'node:net';
import type { Duplex } from 'node:stream';
import type Koa from 'koa';
import type { Access } from '../access/access.js';
import type { LiveSocket } from '../control/live-socket.js';
import type { Admission, Visitor } from './admission.js';
import type { Door } from './door.js';
import { errorAnswer } from './error-answers.js';
import { httpError } from './http-error.js';

/** A client that has not sent its headers by then is none of ours (they fit one packet). */
const HEADERS_TIMEOUT_MS = 10_000;
/** Without a byte in either direction for this long, a connection is dead: phones leave without saying so. WebSockets have their own. */
const IDLE_TIMEOUT_MS = 120_000;
/** What is still being sent when the server stops gets this long. */
const STOP_GRACE_MS = 1000;

const LIVE_PATH = '/api/live';

export interface ListenerOptions {
  app: Koa;
  door: Door;
  admission: Admission;
  /** Whoever is turned away there loses their WebSocket at once. */
  access: Pick<Access, 'onChange'>;
  live: LiveSocket;
}

/** Listens somewhere, hands requests to the app and upgrades to the WebSocket. */
export class Listener {
  readonly #options: ListenerOptions;
  /** Connections that are WebSockets now. */
  readonly #upgraded = new Set<Duplex>();
  #server: Server | undefined;
  #stopFollowing = () => {};

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** Rejects with Node's error where it cannot listen (EADDRINUSE, EACCES). */
  async start(where: ListenOptions): Promise<Server> {
    const server = createServer(this.#options.app.callback());
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    // Node's default of 300 s for a whole request would end the upload of a long film; the idle timeout does the watching instead.
    server.requestTimeout = 0;
    server.timeout = IDLE_TIMEOUT_MS;
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(where, resolve);
    });
    this.#server = server;
    const { access, live } = this.#options;
    this.#stopFollowing = access.onChange(() => live.review());
    return server;
  }

  /** Takes no more requests, parts from live clients, lets what is under way finish for a moment, then cuts it off. Safe to call twice. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    this.#stopFollowing();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    this.#options.live.stop();
    const cutOff = setTimeout(() => {
      server.closeAllConnections();
      // Node leaves these to whoever upgraded them, and yet waits for them.
      for (const socket of this.#upgraded) socket.destroy();
    }, STOP_GRACE_MS);
    await closed;
    clearTimeout(cutOff);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A connection that breaks during the handshake; there is nobody left to tell.
    socket.on('error', () => {});
    try {
      const visitor = this.#letIn(request);
      this.#upgraded.add(socket);
      socket.on('close', () => this.#upgraded.delete(socket));
      this.#options.live.accept(request, socket, head, visitor);
    } catch (thrown) {
      refuse(socket, thrown);
    }
  }

  /** Throws what the request is refused with. */
  #letIn(request: IncomingMessage): Visitor {
    const { door, admission, live } = this.#options;
    const { method = 'GET', url = '', headers } = request;
    const { host, origin } = headers;
    const refusal = door.refusal({ method, host, origin, upgrade: true });
    if (refusal !== undefined) throw refusal;
    if (url.split('?')[0] !== LIVE_PATH) {
      throw httpError('not-found', `There is no WebSocket here, but at ${LIVE_PATH}.`);
    }
    const visitor = admission.admit(request, 'view');
    if (!live.hasRoom()) {
      throw httpError('too-many-clients', 'Too many browsers are connected; close one and try again.');
    }
    return visitor;
  }
}

function refuse(socket: Duplex, thrown: unknown): void {
  const { status, error } = errorAnswer(thrown);
  const body = JSON.stringify({ error });
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
