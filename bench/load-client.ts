import { Agent, get } from 'node:http';

/**
 * Asks from an address of its own: one address may hold 256 connections (docs/protocol.md, Limits), and all of 127.0.0.0/8 is this machine. Node's
 * fetch has no say in that.
 */
export class LoadClient {
  readonly #agent: Agent;

  constructor(localAddress: string) {
    this.#agent = new Agent({ keepAlive: true, localAddress });
  }

  /** Resolves when the answer was read; rejects where there was none. */
  get(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; bytes: number }> {
    return new Promise((resolve, reject) => {
      const request = get(url, { agent: this.#agent, headers }, (response) => {
        let bytes = 0;
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }));
      });
      request.on('error', reject);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
