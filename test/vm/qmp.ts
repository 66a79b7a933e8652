import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** QEMU's control socket (docs/interop/qmp-spec.rst): one command at a time. */
export class Qmp {
  readonly #socket: Socket;
  readonly #answers: ((answer: unknown) => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    createInterface({ input: socket }).on('line', (line) => {
      const message: unknown = JSON.parse(line);
      if (typeof message !== 'object' || message === null) return;
      if ('return' in message || 'error' in message) this.#answers.shift()?.(message);
    });
    socket.on('error', () => {});
  }

  static async connect(path: string): Promise<Qmp> {
    const socket = createConnection(path);
    await once(socket, 'connect');
    const qmp = new Qmp(socket);
    await qmp.execute('qmp_capabilities');
    return qmp;
  }

  async execute(command: string, args: Record<string, unknown> = {}): Promise<void> {
    const answer = await new Promise<unknown>((resolve) => {
      this.#answers.push(resolve);
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
    if (typeof answer === 'object' && answer !== null && 'error' in answer) {
      throw new Error(`QEMU refuses ${command}: ${JSON.stringify(answer.error)}`);
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}
