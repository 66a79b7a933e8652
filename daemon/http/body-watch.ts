import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock.js';
import type { Timers } from '../control/timers.js';

/** How long a body may let wait at its beginning, with nothing of it there. */
const FIRST_PATIENCE_MS = 30_000;
/** However much has come: a phone that is carried out of reach and back. The idle timeout of a connection is the same. */
const MAX_PATIENCE_MS = 120_000;
/** What each byte earns: 1 KiB a second can go on for ever. A phone on the edge of its Wi-Fi still has ten times as much. */
const PATIENCE_MS_PER_BYTE = 1000 / 1024;
const LOOK_EVERY_MS = 2000;

interface Watched {
  readonly request: IncomingMessage;
  readonly giveUp: () => void;
  seenBytes: number;
  /** When patience ends. */
  untilMs: number;
}

/**
 * Gives up requests whose body comes so slowly that it is there to hold a connection. Every byte buys patience, up to two minutes of it, so a
 * good upload may stall; and while the bytes that came wait for us, the clock stands.
 *
 * Bytes are counted on the connection: of HTTP/2, those of all its requests together.
 */
export class BodyWatch {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #watched = new Set<Watched>();
  #stopLooking: (() => void) | undefined;

  constructor({ clock, timers }: { clock: Clock; timers: Timers }) {
    this.#clock = clock;
    this.#timers = timers;
  }

  /** @param giveUp called once at most, when patience ends before the body does. */
  watch(request: IncomingMessage, giveUp: () => void): void {
    if (!hasBody(request)) return;
    const nowMs = this.#clock.monotonicMs();
    const watched = { request, giveUp, seenBytes: bytesRead(request), untilMs: nowMs + FIRST_PATIENCE_MS };
    this.#watched.add(watched);
    this.#stopLooking ??= this.#timers.every(LOOK_EVERY_MS, () => this.#look());
    request.once('end', () => this.#forget(watched));
    request.once('close', () => this.#forget(watched));
  }

  /** May be called twice. */
  stop(): void {
    this.#stopLooking?.();
    this.#stopLooking = undefined;
    this.#watched.clear();
  }

  #look(): void {
    const nowMs = this.#clock.monotonicMs();
    for (const watched of this.#watched) {
      const bytes = bytesRead(watched.request);
      const earnedMs = Math.max(0, bytes - watched.seenBytes) * PATIENCE_MS_PER_BYTE;
      const isOurTurn = watched.request.readableLength > 0;
      watched.untilMs = Math.min(nowMs + MAX_PATIENCE_MS, watched.untilMs + earnedMs + (isOurTurn ? LOOK_EVERY_MS : 0));
      watched.seenBytes = bytes;
      if (watched.untilMs >= nowMs) continue;
      this.#forget(watched);
      watched.giveUp();
    }
  }

  #forget(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size === 0) this.stop();
  }
}

/** RFC 9112 section 6.3. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** A session of HTTP/2 that has ended has no socket to ask; its requests end as well. */
function bytesRead({ socket }: IncomingMessage): number {
  try {
    return socket.bytesRead;
  } catch {
    return 0;
  }
}
