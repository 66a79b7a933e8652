import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Clock, systemClock } from '../clock.js';
import { FramedError } from '../errors.js';
import type { Log } from '../log.js';
import type { Scope } from '../protocol/access.js';
import type { ServerMessage } from '../protocol/messages.js';
import { LiveConnection } from './live-connection.js';
import type { LivePreview } from './live-preview.js';
import type { StateStore } from './state-store.js';
import type { Timers } from './timers.js';

export interface LiveSocketOptions {
  store: StateStore;
  preview: LivePreview;
  timers: Timers;
  log: Log;
  /** Connections at once; one more is refused with 503. Default: 64. */
  maxClients?: number;
  clock?: Clock;
}

/** Somebody who has been let in. */
export interface LiveVisitor {
  /** False once they are not any more. */
  isWelcome(): boolean;
  readonly scope: Scope;
}

/** The longest message a client has a reason to send is a few dozen bytes. */
const MAX_PAYLOAD_BYTES = 4096;
/** Neither is there one to send it in pieces: a client of TCP sends so little in one segment. */
const MAX_FRAGMENTS = 16;
const MAX_BUFFERED_CHUNKS = 256;
/** Fifty people with a page each, and some that were closed without a word. What they cost is the preview, which skips frames. */
const DEFAULT_MAX_CLIENTS = 64;
/** A connection that has answered nothing for this long is dead (a phone out of reach sends no FIN). */
const HEARTBEAT_MS = 15_000;
/** RFC 6455 section 7.4.1: "going away". */
const GOING_AWAY = 1001;
/** RFC 6455 section 7.4.1: "violates its policy"; a client asks GET /api/access what it may still do. */
const NOT_WELCOME = 1008;

/** The WebSocket at /api/live: a snapshot, then patches; the live preview for connections that ask for it. */
export class LiveSocket {
  readonly #options: LiveSocketOptions;
  readonly #maxClients: number;
  readonly #connections = new Map<LiveConnection, LiveVisitor>();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: MAX_BUFFERED_CHUNKS,
    perMessageDeflate: false,
    clientTracking: false,
  });
  #stopHeartbeat: (() => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
    this.#maxClients = options.maxClients ?? DEFAULT_MAX_CLIENTS;
  }

  get clients(): number {
    return this.#connections.size;
  }

  start(): void {
    const { store, timers } = this.#options;
    this.#unsubscribe = store.subscribe((patch) => this.#broadcast({ type: 'patch', ...patch }));
    this.#stopHeartbeat = timers.every(HEARTBEAT_MS, () => {
      this.review();
      for (const connection of this.#connections.keys()) connection.checkAlive();
    });
  }

  /** Closes every connection; a client may reconnect once the server is back. Safe to call twice. */
  stop(): void {
    this.#stopHeartbeat?.();
    this.#unsubscribe?.();
    for (const connection of this.#connections.keys()) connection.close(GOING_AWAY);
  }

  /** True while one more connection would be taken. */
  hasRoom(): boolean {
    return this.#connections.size < this.#maxClients;
  }

  /** Takes over an upgrade request of a visitor who has been let in. Throws 'bad-request' where it is not what RFC 6455 section 4.2.1 wants. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, visitor: LiveVisitor): void {
    let wrong: string | undefined;
    const hear = ({ message }: Error) => {
      wrong = message;
    };
    // Else ws would answer by itself. It looks at the handshake before it returns.
    this.#server.once('wsClientError', hear);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#add(webSocket, visitor));
    this.#server.off('wsClientError', hear);
    if (wrong !== undefined) throw new FramedError('bad-request', `This is no handshake of a WebSocket: ${wrong}.`);
  }

  /** Parts from whoever is not welcome any more; also done with each heartbeat. */
  review(): void {
    for (const [connection, visitor] of this.#connections) {
      if (visitor.isWelcome()) continue;
      // At once: what was about to be sent is not for them any more, nor what comes until they have answered.
      this.#connections.delete(connection);
      connection.close(NOT_WELCOME);
    }
  }

  #add(webSocket: WebSocket, visitor: LiveVisitor): void {
    const { store, preview, timers, log, clock = systemClock } = this.#options;
    const seesSecrets = visitor.scope === 'admin';
    const connection = new LiveConnection({ webSocket, store, preview, timers, clock, log, seesSecrets });
    // Before it is one of those that get patches: taking the snapshot may publish one.
    connection.sendSnapshot();
    this.#connections.set(connection, visitor);
    webSocket.on('close', () => this.#connections.delete(connection));
  }

  #broadcast(message: ServerMessage): void {
    if (this.#connections.size === 0) return;
    const text = JSON.stringify(message);
    for (const connection of this.#connections.keys()) connection.sendPatch(text);
  }
}
