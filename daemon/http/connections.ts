import type { Socket } from 'node:net';
import type { Clock } from '../clock.js';
import { peerOf } from './peer-address.js';

export interface ConnectionLimits {
  /** Open at once. */
  total: number;
  /** Open at once from one address. */
  perPeer: number;
}

/**
 * A connection takes about 30 KB here and in the kernel: 512 of them 15 MB, which a Pi Zero 2 W (512 MB) has. A phone opens six, a page with
 * its WebSocket seven. Half for one address, so that nobody alone can take all places.
 */
export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = { total: 512, perPeer: 256 };

interface Connection {
  readonly socket: Socket;
  readonly peer: string;
  /** Requests that are being answered; a WebSocket is one that does not end. */
  requests: number;
  /** When the last request ended, or it was opened. */
  sinceMs: number;
}

/**
 * Counts connections, and makes room where there are too many. Not the newcomer goes, but the connection that has been waiting longest without
 * a whole request, of whoever has most of them: a person who comes while somebody holds hundreds of half-sent requests gets in.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #clock: Clock;
  readonly #open = new Map<string, Connection>();

  constructor({ clock, limits = DEFAULT_CONNECTION_LIMITS }: { clock: Clock; limits?: ConnectionLimits }) {
    this.#clock = clock;
    this.#limits = limits;
  }

  get count(): number {
    return this.#open.size;
  }

  /** For 'connection' of a server. What comes over a unix socket has no address, is of this machine, and is not counted. */
  readonly opened = (socket: Socket): void => {
    const key = keyOf(socket);
    if (key === undefined) return;
    const peer = peerOf(socket.remoteAddress ?? '');
    this.#open.set(key, { socket, peer, requests: 0, sinceMs: this.#clock.monotonicMs() });
    // By key and socket: the port may be another connection's by then.
    socket.once('close', () => this.#open.get(key)?.socket === socket && this.#open.delete(key));
    const ofPeer = this.#of(peer);
    if (ofPeer.length > this.#limits.perPeer) shed(ofPeer, socket);
    else if (this.#open.size > this.#limits.total) shed(this.#ofFullestPeer(), socket);
  };

  /** A request has come whole, but for its body. Returns what says that it is answered. */
  requestBegan(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): () => void {
    const key = keyOf(socket);
    const connection = key === undefined ? undefined : this.#open.get(key);
    if (connection === undefined) return () => {};
    connection.requests += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      connection.requests -= 1;
      connection.sinceMs = this.#clock.monotonicMs();
    };
  }

  /** Whether an answer may be under way on it. */
  isBusy(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): boolean {
    const key = keyOf(socket);
    return key !== undefined && (this.#open.get(key)?.requests ?? 0) > 0;
  }

  #of(peer: string): Connection[] {
    return [...this.#open.values()].filter((connection) => connection.peer === peer);
  }

  #ofFullestPeer(): Connection[] {
    const byPeer = new Map<string, Connection[]>();
    for (const connection of this.#open.values()) {
      const ofPeer = byPeer.get(connection.peer) ?? [];
      ofPeer.push(connection);
      byPeer.set(connection.peer, ofPeer);
    }
    return [...byPeer.values()].sort((one, other) => other.length - one.length)[0] ?? [];
  }
}

function shed(candidates: readonly Connection[], newcomer: Socket): void {
  const waiting = candidates.filter(({ requests, socket }) => requests === 0 && !socket.destroyed);
  const longest = waiting.sort((one, other) => one.sinceMs - other.sinceMs)[0];
  (longest?.socket ?? newcomer).destroy();
}

/** Of both ends of TLS alike, the socket below it and the one above. */
function keyOf({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string | undefined {
  return remoteAddress === undefined ? undefined : `${remoteAddress} ${remotePort}`;
}
