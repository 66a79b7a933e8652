import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Test } from 'tap';

/** After so many bytes the line is cut. */
const CUT_AFTER_BYTES = 5_000_000;
/** How long nobody answers after that. */
const AWAY_MS = 100;

/** A socket before another one, whose line is cut once in the middle, and then refused for a moment: a daemon that is started again. */
export class CutLine {
  readonly path: string;
  wasAway = false;
  readonly #daemonPath: string;
  readonly #connections = new Set<Socket>();
  #server: Server;
  #bytes = 0;

  private constructor(daemonPath: string) {
    this.#daemonPath = daemonPath;
    this.path = `${daemonPath}-line`;
    this.#server = this.#listen();
  }

  static async open(t: Test, daemonPath: string): Promise<CutLine> {
    const line = new CutLine(daemonPath);
    await once(line.#server, 'listening');
    t.teardown(() => {
      line.#server.close();
      for (const connection of line.#connections) connection.destroy();
    });
    return line;
  }

  #listen(): Server {
    return createServer((client) => {
      const daemon = connect(this.#daemonPath);
      for (const connection of [client, daemon]) {
        this.#connections.add(connection);
        connection.on('error', () => {});
        connection.on('close', () => this.#connections.delete(connection));
      }
      client.on('data', (piece) => this.#count(piece.length));
      client.pipe(daemon).pipe(client);
    }).listen(this.path);
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    if (this.wasAway || this.#bytes < CUT_AFTER_BYTES) return;
    this.wasAway = true;
    this.#server.close();
    for (const connection of this.#connections) connection.destroy();
    setTimeout(() => {
      this.#server = this.#listen();
    }, AWAY_MS);
  }
}
