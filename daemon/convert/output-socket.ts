import type { OnReadOpts, Socket } from 'node:net';
import { openSocketPair } from './socket-pair.js';

/**
 * A way out of a child process that is read into one piece of memory, over and over.
 *
 * The pipe that child_process makes allocates 64 KB for every read and leaves them to the garbage collector: 34 MB pile up before it
 * runs. A connected pair of Unix sockets can be read without (net's `onread`); measured on 580 frames of 320x240: 6 MB instead of
 * 34 MB, and half the processor time.
 */
export interface OutputSocket {
  /** The child's end, for spawn's `stdio`. To be closed here as soon as the child has it, or the output never ends. */
  readonly childEnd: Socket;
  /** What the child wrote. A chunk is valid until the next one is asked for. The child is held back while none is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** True while a chunk waits for the reader. */
  isHeldBack(): boolean;
  /** The child is gone: what it has left is read, but nothing that another process sends who holds its end for longer than a moment. */
  end(): void;
  /** Closes both ends. Safe to call twice. */
  close(): void;
}

/** Read ahead so far, so that the child need not wait while a frame is being compressed: 1 MB, six frames of 320x240. */
const CHUNKS = 8;
const CHUNK_BYTES = 128 << 10;

/** A socket holds 200 KB (net.core.wmem_max); what comes beyond this after the child's end is not the child's. */
const AFTERMATH_BYTES = 1 << 20;
const AFTERMATH_MS = 1000;

/** @param onActivity called for every chunk that arrives */
export async function openOutputSocket(onActivity: () => void): Promise<OutputSocket> {
  const chunks = new ChunkReader(onActivity);
  const { childEnd, reader } = await openSocketPair(chunks.onread);
  chunks.attach(reader);
  return {
    childEnd,
    chunks,
    isHeldBack: () => chunks.isHeldBack(),
    end: () => {
      childEnd.destroy();
      chunks.end();
    },
    close: () => {
      childEnd.destroy();
      chunks.close();
    },
  };
}

/**
 * A ring of buffers between the socket and the reader of chunks, both in this thread:
 *
 *     filled: taken, taken + 1 … written - 1 (modulo CHUNKS)      being filled: written
 *     empty: taken == written      full: written - taken == CHUNKS - 1, then the socket is paused
 *
 * The chunk at `taken` belongs to the reader until it asks for the next one.
 */
class ChunkReader implements AsyncIterable<Uint8Array> {
  readonly #onActivity: () => void;
  readonly #buffers = Array.from({ length: CHUNKS }, () => Buffer.allocUnsafeSlow(CHUNK_BYTES));
  readonly #lengths = new Array<number>(CHUNKS).fill(0);
  #taken = 0;
  #written = 0;
  #socket: Socket | undefined;
  #closed = false;
  #wake: (() => void) | undefined;
  #bytesLeft = Number.POSITIVE_INFINITY;
  #deadline: NodeJS.Timeout | undefined;

  constructor(onActivity: () => void) {
    this.#onActivity = onActivity;
  }

  /** For the socket that is given to {@link attach}. */
  readonly onread: OnReadOpts = {
    buffer: () => this.#buffer(this.#written),
    callback: (bytes) => this.#arrived(bytes),
  };

  attach(socket: Socket): void {
    this.#socket = socket;
    socket.on('close', () => {
      clearInterval(this.#deadline);
      this.#closed = true;
      this.#wake?.();
    });
  }

  isHeldBack(): boolean {
    return this.#taken < this.#written;
  }

  end(): void {
    if (this.#closed || this.#deadline !== undefined) return;
    this.#bytesLeft = AFTERMATH_BYTES;
    // While the reader takes its time there is nothing to wait for.
    this.#deadline = setInterval(() => {
      if (!this.isHeldBack()) this.close();
    }, AFTERMATH_MS).unref();
  }

  close(): void {
    this.#socket?.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        while (this.#taken < this.#written) {
          yield this.#buffer(this.#taken).subarray(0, this.#lengths[this.#taken % CHUNKS]);
          this.#taken++;
          if (this.#written - this.#taken === CHUNKS / 2) this.#socket?.resume();
        }
        if (this.#closed) return;
        const woken = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#socket?.resume();
        await woken;
      }
    } finally {
      this.close();
    }
  }

  /** False: the ring is full, so do not read on. */
  #arrived(bytes: number): boolean {
    this.#onActivity();
    this.#bytesLeft -= bytes;
    if (this.#bytesLeft < 0) this.close();
    this.#lengths[this.#written % CHUNKS] = bytes;
    this.#written++;
    this.#wake?.();
    return this.#written - this.#taken < CHUNKS - 1;
  }

  #buffer(number: number): Buffer {
    return this.#buffers[number % CHUNKS] ?? Buffer.alloc(0);
  }
}
