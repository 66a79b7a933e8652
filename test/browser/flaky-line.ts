import { connect, createServer, type Server, type Socket } from 'node:net';

/** Reads a little at a time, so that a line that is cut loses as little as a slow line does. */
const PIECE_BYTES = 16 * 1024;

const CATCH_UP_MS = 20;

/** A TCP line to the daemon that can be slow, can stand still, and can be cut. */
export class FlakyLine {
  /** What came from browsers and went on, headers and all. */
  sentBytes = 0;
  /** From browsers to the daemon. */
  bytesPerSecond = Number.POSITIVE_INFINITY;
  #isDown = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: number;
  /** When the line is through with all that it took. */
  #freeAtMs = 0;
  /** At this count of sent bytes it stands still. */
  #holdAtBytes = Number.POSITIVE_INFINITY;
  #reached = () => {};
  readonly #held = new Set<Socket>();

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer({ highWaterMark: PIECE_BYTES }, (near) => this.#join(near));
  }

  /** @param owner closes it at its end */
  static async open(owner: { teardown(end: () => void): void }, target: number): Promise<FlakyLine> {
    const line = new FlakyLine(target);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    owner.teardown(() => line.close());
    return line;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the line is closed');
    return address.port;
  }

  /** From so many sent bytes on nothing goes from browsers to the daemon, until {@link release}. Resolves when it is so. */
  holdAt(bytes: number): Promise<void> {
    this.#holdAtBytes = bytes;
    return new Promise((resolve) => {
      this.#reached = resolve;
      if (this.#isHeld) resolve();
    });
  }

  release(): void {
    this.#holdAtBytes = Number.POSITIVE_INFINITY;
    for (const near of this.#held) near.resume();
    this.#held.clear();
  }

  /** Breaks every connection; new ones can be made, and go on. */
  cut(): void {
    this.#holdAtBytes = Number.POSITIVE_INFINITY;
    this.#held.clear();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Breaks every connection, and takes no other until it is mended. */
  breakDown(): void {
    this.#isDown = true;
    this.cut();
  }

  mend(): void {
    this.#isDown = false;
  }

  /** To another daemon from now on. */
  connectTo(target: number): void {
    this.#target = target;
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  get #isHeld(): boolean {
    return this.sentBytes >= this.#holdAtBytes;
  }

  #goOn(near: Socket): void {
    if (this.#isHeld) this.#held.add(near);
    else near.resume();
  }

  /** How long until the line is through with so many bytes behind all others, in milliseconds. */
  #take(bytes: number): number {
    const nowMs = performance.now();
    // Timers are late by a millisecond or two; over a while the speed is the line's all the same.
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs - CATCH_UP_MS) + (1000 * bytes) / this.bytesPerSecond;
    return this.#freeAtMs - nowMs;
  }

  #join(near: Socket): void {
    if (this.#isDown) {
      near.destroy();
      return;
    }
    const far = connect(this.#target, '127.0.0.1');
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    far.pipe(near);
    near.on('data', (piece) => {
      this.sentBytes += piece.length;
      const waitMs = this.#take(piece.length);
      near.pause();
      // Nothing piles up here: it would be lost when the line is cut, and no line holds so much.
      far.write(piece, () => {
        if (this.#isHeld) this.#reached();
        if (waitMs < 1) this.#goOn(near);
        else setTimeout(() => this.#goOn(near), waitMs);
      });
    });
    near.on('end', () => far.end());
  }
}
