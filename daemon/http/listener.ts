import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ListenOptions, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type Koa from 'koa';
import type { Access } from '../access/access.js';
import { type Clock, systemClock } from '../clock.js';
import type { LiveSocket } from '../control/live-socket.js';
import { systemTimers, type Timers } from '../control/timers.js';
import type { Log } from '../log.js';
import type { Admission } from './admission.js';
import { BodyWatch } from './body-watch.js';
import { answerBrokenRequest } from './broken-request.js';
import { type ConnectionLimits, Connections } from './connections.js';
import type { Door } from './door.js';
import { hangUp } from './hang-up.js';
import { MAX_HEADER_BYTES, MAX_HEADERS_READ } from './request-limits.js';
import { SecureListener, type SecureListenerOptions, type TlsKeyPair } from './secure-listener.js';
import { Upgrades } from './upgrades.js';

/** A client that has not sent its headers by then is none of ours (they fit one packet). */
const HEADERS_TIMEOUT_MS = 10_000;
/** How often Node looks for those, in parts of that time; its own 30 s would let them have 40. */
const HEADERS_CHECKS = 5;
/** Without a byte in either direction for this long, a connection is dead: phones leave without saying so. WebSockets have their own. */
const IDLE_TIMEOUT_MS = 120_000;
/** What is still being sent when the server stops gets this long. */
const STOP_GRACE_MS = 1000;

/** Whoever signs out is still told that they are: their own answer is not to be broken off. */
const TURNED_AWAY_GRACE_MS = 1000;

export interface ListenerOptions {
  app: Koa;
  door: Door;
  admission: Admission;
  /** Whoever is turned away there loses their WebSocket at once. */
  access: Pick<Access, 'onChange'>;
  live: LiveSocket;
  log: Log;
  connectionLimits?: ConnectionLimits | undefined;
  /** Default: {@link HEADERS_TIMEOUT_MS}. */
  headersTimeoutMs?: number | undefined;
  clock?: Clock | undefined;
  timers?: Timers | undefined;
}

/** Listens somewhere, hands requests to the app and upgrades to the WebSocket, and holds off what takes more than its share. */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #upgrades: Upgrades;
  readonly #connections: Connections;
  readonly #bodies: BodyWatch;
  #server: Server | undefined;
  #secure: SecureListener | undefined;
  #stopFollowing = () => {};

  constructor(options: ListenerOptions) {
    const { connectionLimits: limits, clock = systemClock, timers = systemTimers } = options;
    this.#options = options;
    this.#upgrades = new Upgrades({ ...options, clock });
    this.#connections = new Connections({ clock, ...(limits && { limits }) });
    this.#bodies = new BodyWatch({ clock, timers });
  }

  /** Rejects with Node's error where it cannot listen (EADDRINUSE, EACCES). */
  async start(where: ListenOptions): Promise<Server> {
    const { headersTimeoutMs = HEADERS_TIMEOUT_MS } = this.#options;
    const server = createServer({
      maxHeaderSize: MAX_HEADER_BYTES,
      connectionsCheckingInterval: headersTimeoutMs / HEADERS_CHECKS,
      insecureHTTPParser: false,
    });
    server.maxHeadersCount = MAX_HEADERS_READ;
    server.headersTimeout = headersTimeoutMs;
    // Node's default of 300 s for a whole request would end the upload of a long film; BodyWatch does the watching instead.
    server.requestTimeout = 0;
    server.timeout = IDLE_TIMEOUT_MS;
    server.on('connection', this.#connections.opened);
    server.on('request', this.#answering());
    // Whatever is expected that is not "100-continue" may be left aside (RFC 9110 section 10.1.1); Node would answer it by itself, without a word.
    server.on('checkExpectation', this.#answering());
    server.on('upgrade', this.#upgrade);
    server.on('clientError', this.#clientError);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(where, resolve);
    });
    this.#server = server;
    const { access, admission, live } = this.#options;
    this.#stopFollowing = access.onChange(() => {
      live.review();
      setTimeout(() => admission.review(), TURNED_AWAY_GRACE_MS).unref();
    });
    return server;
  }

  /**
   * Listens over TLS as well, for HTTP/2 and HTTP/1.1; resolves with the port. To be called after `start`. Rejects with Node's error where it
   * cannot.
   */
  async startSecure(where: ListenOptions, keyPair: TlsKeyPair): Promise<number> {
    const secure = new SecureListener(
      {
        opened: this.#connections.opened,
        takeHttp1: (socket) => this.#server?.emit('connection', socket),
        // The compatibility API of http2, which Koa takes as well: what it uses of both is the same.
        answer: this.#answering() as unknown as SecureListenerOptions['answer'],
        idleTimeoutMs: IDLE_TIMEOUT_MS,
        log: this.#options.log,
      },
      keyPair,
    );
    const port = await secure.start(where);
    this.#secure = secure;
    return port;
  }

  /** From the next handshake on. */
  setKeyPair(keyPair: TlsKeyPair): void {
    this.#secure?.setKeyPair(keyPair);
  }

  /** No more over TLS. May be called twice. */
  async stopSecure(): Promise<void> {
    const secure = this.#secure;
    this.#secure = undefined;
    await secure?.stop(STOP_GRACE_MS);
  }

  /** Takes no more requests, parts from live clients, lets what is under way finish for a moment, then cuts it off. Safe to call twice. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    this.#stopFollowing();
    const closed = Promise.all([
      new Promise<void>((resolve) => server.close(() => resolve())),
      this.#secure?.stop(STOP_GRACE_MS),
    ]);
    server.closeIdleConnections();
    this.#bodies.stop();
    this.#options.live.stop();
    const cutOff = setTimeout(() => {
      server.closeAllConnections();
      this.#upgrades.destroyAll();
    }, STOP_GRACE_MS);
    await closed;
    clearTimeout(cutOff);
  }

  #answering() {
    const answer = this.#options.app.callback();
    return (request: IncomingMessage, response: ServerResponse): void => {
      response.once('close', this.#connections.requestBegan(request.socket));
      this.#bodies.watch(request, () => {
        const path = request.url?.split('?')[0];
        this.#options.log.info('a request was given up: its body came too slowly', { path });
        hangUp(request);
      });
      void answer(request, response);
    };
  }

  readonly #upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.once('close', this.#connections.requestBegan(request.socket));
    this.#upgrades.take(request, socket, head);
  };

  readonly #clientError = (error: NodeJS.ErrnoException, socket: Duplex): void => {
    // Of a server on a port or a unix socket these are sockets.
    answerBrokenRequest(error, socket, this.#connections.isBusy(socket as Socket));
  };
}
