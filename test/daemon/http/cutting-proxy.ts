import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import type { Test } from 'tap';

/** A line that breaks: passes connections on to a server, and cuts one off in the middle when told to. */
export class CuttingProxy {
  /** Passed on to the server, headers and all. */
  sentBytes = 0;
  /** Of the server; another one after its restart. */
  port: number;
  /** Told after each cut how many are left. */
  onCut: (cutsLeft: number) => void = () => {};
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((client) => this.#join(client));
  /** At which counts of sent bytes the line breaks; taken out as they are passed. */
  readonly #cutsAt: number[];
  readonly #bytesPerMs: number;

  /** @param bytesPerMs how fast the line is; by default a good Wi-Fi, 20 MB/s. What is on the way when it breaks is lost; a line without a speed has megabytes on the way. */
  constructor(port: number, cutsAt: readonly number[], bytesPerMs = 20_000) {
    this.#bytesPerMs = bytesPerMs;
    this.port = port;
    this.#cutsAt = [...cutsAt];
  }

  get cutsLeft(): number {
    return this.#cutsAt.length;
  }

  /** Resolves with the port to speak to. */
  async start(t: Test): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    t.teardown(() => {
      this.cut();
      this.#server.close();
    });
    return (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  #join(client: Socket): void {
    const server = connect(this.port, 'localhost');
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (piece: Buffer) => {
      this.sentBytes += piece.length;
      const isCut = this.sentBytes >= (this.#cutsAt[0] ?? Number.POSITIVE_INFINITY);
      if (isCut) {
        this.#cutsAt.shift();
        this.cut();
        this.onCut(this.cutsLeft);
        return;
      }
      client.pause();
      server.write(piece, () => setTimeout(() => client.resume(), piece.length / this.#bytesPerMs));
    });
    server.pipe(client);
  }
}
