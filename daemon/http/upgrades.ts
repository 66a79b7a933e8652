import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.js';
import type { LiveSocket } from '../control/live-socket.js';
import type { Admission, Visitor } from './admission.js';
import { type Door, knockOf } from './door.js';
import { errorAnswer } from './error-answers.js';
import { httpError } from './http-error.js';
import { PeerBudgets } from './peer-budgets.js';

const LIVE_PATH = '/api/live';

/** WebSockets that one address may open: a household's pages at once after a restart, then as fast as a page reloads that is pulled down. */
const OPENED_AT_ONCE = 100;
const OPENED_PER_SECOND = 2;

export interface UpgradesOptions {
  door: Door;
  admission: Admission;
  live: LiveSocket;
  clock: Clock;
}

/** Requests to become a WebSocket: lets in who may come in, and hands them on. */
export class Upgrades {
  readonly #options: UpgradesOptions;
  /** Connections that are WebSockets now. */
  readonly #sockets = new Set<Duplex>();
  readonly #budgets: PeerBudgets;

  constructor(options: UpgradesOptions) {
    this.#options = options;
    this.#budgets = new PeerBudgets({ burst: OPENED_AT_ONCE, perSecond: OPENED_PER_SECOND, clock: options.clock });
  }

  /** For 'upgrade' of a server. */
  readonly take = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A connection that breaks during the handshake; there is nobody left to tell.
    socket.on('error', () => {});
    try {
      const visitor = this.#letIn(request);
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      this.#options.live.accept(request, socket, head, visitor);
    } catch (thrown) {
      refuse(socket, thrown);
    }
  };

  /** Node leaves these to whoever upgraded them, and yet waits for them when a server is closed. */
  destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Throws what the request is refused with. */
  #letIn(request: IncomingMessage): Visitor {
    const { door, admission, live } = this.#options;
    const refusal = door.refusal(knockOf(request, { upgrade: true }));
    if (refusal !== undefined) throw refusal;
    if (request.url?.split('?')[0] !== LIVE_PATH) {
      throw httpError('not-found', `There is no WebSocket here, but at ${LIVE_PATH}.`);
    }
    if (!this.#budgets.take(request.socket.remoteAddress)) {
      throw httpError('too-many-attempts', 'Too many connections were opened; wait a few seconds before the next.');
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
