import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection that says what it likes. */
export class RawSocket {
  readonly socket: Socket;
  #heard = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1').on('data', (text: string) => {
      this.#heard += text;
    });
    // A reset is how some of them end.
    socket.on('error', () => {});
  }

  /** @param localAddress who asks; all of 127.0.0.0/8 is this machine. */
  static async open(port: number, localAddress = '127.0.0.1'): Promise<RawSocket> {
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    const raw = new RawSocket(socket);
    await once(socket, 'connect');
    return raw;
  }

  say(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** All that was answered, when the other end has closed the connection. */
  async untilClosed(): Promise<string> {
    if (!this.socket.closed) await once(this.socket, 'close');
    return this.#heard;
  }

  /** Resolves when something was answered that has this in it. */
  async until(text: string): Promise<string> {
    while (!this.#heard.includes(text)) await once(this.socket, 'data');
    return this.#heard;
  }
}

/** The status of each answer in what was heard. */
export function statusesIn(heard: string): number[] {
  return [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}
