import { connect, type Socket } from 'node:net';
import { type HttpAnswer, parseAnswer } from './http-answer.js';
import { Misbehaviour } from './misbehaviour.js';

/** What the other end answers within, on a machine that has other things to do. Whether it was at work meanwhile is judged elsewhere. */
const ANSWER_MS = 10_000;
/** How long one waits for an answer that may never come, because the request is not whole. */
const SILENCE_MS = 15;
/** Requests over one connection. */
const MOST_REQUESTS = 50;

/** Bytes that are, or are nearly, HTTP requests: each is sent, and answered, over a connection that is kept while it makes sense. */
export class HttpExchange {
  readonly #port: number;
  #socket: Socket | undefined;
  #requests = 0;

  constructor(port: number) {
    this.#port = port;
  }

  /**
   * Sends them. Resolves with the first answer; undefined where the other end closed the connection without one, or where the request is not
   * whole and nothing is said to it.
   */
  async send(bytes: Buffer): Promise<HttpAnswer | undefined> {
    const method = bytes.toString('latin1', 0, 5).startsWith('HEAD ') ? 'HEAD' : 'other';
    const whole = isWhole(bytes);
    const socket = await this.#open();
    const heard: Buffer[] = [];
    const answer = await new Promise<HttpAnswer | undefined>((resolve, reject) => {
      const timer = setTimeout(
        () => (whole ? reject(new Misbehaviour(`there was no answer within ${ANSWER_MS} ms`)) : resolve(undefined)),
        whole ? ANSWER_MS : SILENCE_MS,
      );
      const end = (result: HttpAnswer | undefined) => {
        clearTimeout(timer);
        socket.off('data', hear).off('close', close);
        resolve(result);
      };
      const hear = (piece: Buffer) => {
        heard.push(piece);
        const parsed = parseAnswer(Buffer.concat(heard), method);
        if (parsed !== undefined) end(parsed);
      };
      const close = () => end(parseAnswer(Buffer.concat(heard), method, { isOver: true }));
      socket.on('data', hear).on('close', close);
      socket.write(bytes);
    });
    if (!whole || answer === undefined || answer.isLast || ++this.#requests >= MOST_REQUESTS) this.close();
    return answer;
  }

  /** The next request has a new connection. */
  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    if (this.#socket !== undefined && !this.#socket.destroyed) return this.#socket;
    const socket = connect({ host: '127.0.0.1', port: this.#port });
    // A reset is how some of them end.
    socket.on('error', () => {});
    this.#socket = socket;
    this.#requests = 0;
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('close', () => reject(new Misbehaviour('no connection was taken')));
    });
    return socket;
  }
}

/** Whether the other end has all of exactly one request, so that it owes an answer. */
function isWhole(bytes: Buffer): boolean {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const head = bytes.toString('latin1', 0, headEnd);
  if (/^(transfer-encoding|upgrade|expect):/im.test(head)) return false;
  const lengths = [...head.matchAll(/^content-length: *(.*)$/gim)].map(([, length]) => length?.trim() ?? '');
  const [length = '0'] = lengths;
  return lengths.length < 2 && /^\d{1,9}$/.test(length) && bytes.length === headEnd + 4 + Number(length);
}
