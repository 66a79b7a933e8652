import { once } from 'node:events';
import WebSocket, { type ClientOptions } from 'ws';
import { ServerMessage } from '../../../daemon/protocol/messages.js';

/** A real client of /api/live that keeps what it is told. */
export class LiveClient {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  readonly frames: Buffer[] = [];
  readonly #waiting = new Map<() => void, (reason: Error) => void>();

  constructor(port: number, options: ClientOptions = {}) {
    this.socket = new WebSocket(`ws://localhost:${port}/api/live`, options);
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.frames.push(data);
      else this.messages.push(ServerMessage.parse(JSON.parse(data.toString())));
      for (const check of this.#waiting.keys()) check();
    });
    this.socket.on('error', (error) => this.#giveUp(error));
    this.socket.on('close', () => this.#giveUp(new Error('The connection was closed.')));
  }

  static async connect(port: number, options?: ClientOptions): Promise<LiveClient> {
    const client = new LiveClient(port, options);
    await client.until(() => client.messages.length > 0);
    return client;
  }

  /** Resolves when `condition` holds after a message. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const check = () => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.set(check, reject);
    });
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  async closed(): Promise<number> {
    const [code] = await once(this.socket, 'close');
    return Number(code);
  }

  #giveUp(reason: Error): void {
    for (const reject of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
