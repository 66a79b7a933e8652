import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { State } from '../../daemon/protocol/state.js';

export interface LocalAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface LocalRequest {
  readonly headers?: Record<string, string | number>;
  /** Bytes as they are; anything else as JSON. */
  readonly body?: unknown;
}

/** Speaks to a daemon over its unix socket, each request on a connection of its own. Rejects where the daemon dies meanwhile. */
export class LocalClient {
  readonly #socketPath: string;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  ask(method: string, path: string, { headers = {}, body }: LocalRequest = {}): Promise<LocalAnswer> {
    const isJson = body !== undefined && !(body instanceof Uint8Array);
    const bytes = isJson ? Buffer.from(JSON.stringify(body)) : body;
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          socketPath: this.#socketPath,
          method,
          path,
          headers: {
            ...(isJson && { 'Content-Type': 'application/json' }),
            ...(bytes instanceof Uint8Array && { 'Content-Length': bytes.length }),
            ...headers,
          },
          agent: false,
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
          );
        },
      );
      request.on('error', reject);
      // What has its answer by now does not care.
      request.on('close', () => reject(Object.assign(new Error('the line was cut'), { code: 'ECONNRESET' })));
      request.end(bytes);
    });
  }

  async state(): Promise<State> {
    const { body } = await this.ask('GET', '/api/state');
    const { state } = JSON.parse(body.toString()) as { state: State };
    return state;
  }
}

/** `error` of a refusal. */
export function errorOf({ body }: LocalAnswer): { code: string; message: string } {
  const { error } = JSON.parse(body.toString()) as { error: { code: string; message: string } };
  return error;
}
