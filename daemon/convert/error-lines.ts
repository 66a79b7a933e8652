import { once } from 'node:events';
import type { Socket } from 'node:net';
import { openSocketPair } from './socket-pair.js';

/**
 * The lines of a child's standard error, read as they come until the first that is wanted, then when somebody asks for one, else 20 times a second.
 *
 * showinfo says two lines for every frame, in seven pieces, and each of them would wake this process: 1,000 times for 145 frames.
 * They lie in the socket meanwhile, which has room for 270 pieces; then the child waits.
 */
export class ErrorLines {
  /** For spawn's `stdio`, see {@link openSocketPair}. */
  readonly childEnd: Socket;
  readonly #reader: Socket;
  readonly #timer: NodeJS.Timeout;
  readonly #buffer: LineBuffer;

  private constructor(childEnd: Socket, reader: Socket, buffer: LineBuffer) {
    this.childEnd = childEnd;
    this.#reader = reader;
    this.#buffer = buffer;
    this.#timer = setInterval(() => {
      buffer.allowance = POLL_BYTES;
      reader.resume();
    }, POLL_MS).unref();
  }

  /** @param onLine called for each line, without its end; true: it is one that ask() was called for */
  static async open(onLine: (line: string) => boolean): Promise<ErrorLines> {
    const buffer = new LineBuffer(onLine);
    const { childEnd, reader } = await openSocketPair({
      buffer: () => buffer.room(),
      callback: (bytes) => buffer.take(bytes),
    });
    return new ErrorLines(childEnd, reader, buffer);
  }

  /** Reads on until the line comes that is wanted. */
  ask(): void {
    this.#buffer.isAsked = true;
    this.#reader.resume();
  }

  /** The child is gone: reads what it has left behind. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.childEnd.destroy();
    this.#buffer.isAsked = true;
    this.#buffer.isEnding = true;
    if (!this.#reader.closed) {
      // A child that is killed may reset the connection. One that has left others behind, which hold its end, is not waited for.
      const closed = once(this.#reader, 'close').catch(() => {});
      const deadline = setTimeout(() => this.#reader.destroy(), AFTERMATH_MS);
      this.#reader.resume();
      await closed;
      clearTimeout(deadline);
    }
    this.#buffer.flush();
  }
}

/** Takes bytes in behind each other, and gives whole lines. */
class LineBuffer {
  readonly #bytes = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  readonly #onLine: (line: string) => boolean;
  #filled = 0;
  /**
   * From the start until the first line that is wanted: what ffmpeg says of its input comes in some 200 pieces, which together with the first
   * frames' fill the socket. The first picture came 100 ms later when each 50 ms it could say a little more.
   */
  isAsked = true;
  isEnding = false;
  /** May be taken until the next poll. */
  allowance = POLL_BYTES;

  constructor(onLine: (line: string) => boolean) {
    this.#onLine = onLine;
  }

  room(): Uint8Array {
    return this.#bytes.subarray(this.#filled);
  }

  /** Returns whether to read on. A child that has much to say is not made to wait for being asked; one that has too much is. */
  take(count: number): boolean {
    this.allowance -= count;
    const end = this.#filled + count;
    let from = 0;
    for (;;) {
      const at = this.#bytes.indexOf(LINE_FEED, from);
      if (at < 0 || at >= end) break;
      this.#give(from, at);
      from = at + 1;
    }
    this.#bytes.copyWithin(0, from, end);
    this.#filled = end - from;
    // So long a line is not worth more memory: it is given in pieces.
    if (this.#filled === BUFFER_BYTES) this.flush();
    if (this.isEnding) return true;
    return this.allowance > 0 && (this.isAsked || count >= BUSY_BYTES);
  }

  /** What came without a line's end. */
  flush(): void {
    const filled = this.#filled;
    this.#filled = 0;
    if (filled > 0) this.#give(0, filled);
  }

  #give(from: number, to: number): void {
    if (this.#onLine(this.#bytes.toString('utf8', from, to).trimEnd())) this.isAsked = false;
  }
}

const POLL_MS = 50;
/** 2.6 MB a second. showinfo says 600 bytes a frame: 4,000 frames a second; a Pi makes 300. */
const POLL_BYTES = 128 << 10;
/** What a child has left in the socket is read in a millisecond. */
const AFTERMATH_MS = 500;
/** showinfo's line is 200 bytes. */
const BUFFER_BYTES = 16 << 10;
const BUSY_BYTES = 4 << 10;
const LINE_FEED = 10;
