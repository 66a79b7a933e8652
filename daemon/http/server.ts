import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import Koa from 'koa';
import type { Log } from '../log.js';
import { createApi } from './api.js';
import { Door, guard } from './door.js';
import { answerErrors } from './error-answers.js';
import { httpError, statusOfCode } from './http-error.js';
import { pageHeaders } from './page-headers.js';
import type { HttpServices } from './services.js';
import { servePage } from './static.js';
import type { UploadLimits } from './upload-errors.js';

export interface HttpServerOptions {
  services: HttpServices;
  log: Log;
  /** 0: any free port, told by `start()`. */
  port: number;
  /** Address to listen on. Default: every address, IPv4 and IPv6. */
  host?: string;
  /** Names beside IP addresses, localhost and *.local under which the server may be asked for. */
  names?: readonly string[];
  /** Folder of the built page. */
  pageRoot: string;
  limits?: Partial<UploadLimits>;
}

/** An hour of 4K from a phone is about 25 GB. What the disk does not hold is refused when it is full. */
const DEFAULT_LIMITS: UploadLimits = { maxBytes: 32 * 1024 ** 3, maxFiles: 100 };

/** A client that has not sent its headers by then is none of ours (they fit one packet). */
const HEADERS_TIMEOUT_MS = 10_000;
/** Without a byte in either direction for this long, a connection is dead: phones leave without saying so. WebSockets have their own. */
const IDLE_TIMEOUT_MS = 120_000;
/** What is still being sent when the server stops gets this long. */
const STOP_GRACE_MS = 1000;

const LIVE_PATH = '/api/live';

/** The HTTP server: REST, the page, and the way in to the WebSocket. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #door: Door;
  /** Connections that are WebSockets now. */
  readonly #upgraded = new Set<Duplex>();
  #server: Server | undefined;

  constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#door = new Door(options.names);
  }

  /** Listens; resolves with the port. Rejects with Node's error where it cannot (EADDRINUSE, EACCES). */
  async start(): Promise<{ port: number }> {
    const { port, host } = this.#options;
    const server = createServer(this.#createApp().callback());
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    // Node's default of 300 s for a whole request would end the upload of a long film; the idle timeout does the watching instead.
    server.requestTimeout = 0;
    server.timeout = IDLE_TIMEOUT_MS;
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.#server = server;
    // A server on TCP has an AddressInfo; only pipes have a string.
    return { port: (server.address() as AddressInfo).port };
  }

  /** Takes no more requests, parts from live clients, lets what is under way finish for a moment, then cuts it off. Safe to call twice. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    this.#options.services.live.stop();
    const cutOff = setTimeout(() => {
      server.closeAllConnections();
      // Node leaves these to whoever upgraded them, and yet waits for them.
      for (const socket of this.#upgraded) socket.destroy();
    }, STOP_GRACE_MS);
    await closed;
    clearTimeout(cutOff);
  }

  #createApp(): Koa {
    const { services, log, pageRoot, limits } = this.#options;
    const app = new Koa();
    const api = createApi(services, { ...DEFAULT_LIMITS, ...limits });
    // What reaches this was thrown while an answer was being sent: nearly always a client that went away.
    app.on('error', (error: Error) => log.debug('an answer broke off', { reason: error.message }));
    app.use(answerErrors(log));
    app.use(guard(this.#door));
    app.use(pageHeaders());
    app.use(api.routes());
    app.use(api.allowedMethods());
    app.use(servePage(pageRoot));
    return app;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A connection that breaks during the handshake; there is nobody left to tell.
    socket.on('error', () => {});
    const refusal = this.#refuseUpgrade(request);
    if (refusal === undefined) {
      this.#upgraded.add(socket);
      socket.on('close', () => this.#upgraded.delete(socket));
      this.#options.services.live.accept(request, socket, head);
      return;
    }
    const body = JSON.stringify({ error: { code: refusal.code, message: refusal.message } });
    socket.end(
      `HTTP/1.1 ${statusOfCode(refusal.code)} Refused\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  #refuseUpgrade({ method = 'GET', url = '', headers: { host, origin } }: IncomingMessage) {
    const refusal = this.#door.refusal({ method, host, origin, upgrade: true });
    if (refusal !== undefined) return refusal;
    if (url.split('?')[0] !== LIVE_PATH)
      return httpError('not-found', `There is no WebSocket here, but at ${LIVE_PATH}.`);
    if (!this.#options.services.live.hasRoom()) {
      return httpError('too-many-clients', 'Too many browsers are connected; close one and try again.');
    }
    return undefined;
  }
}
