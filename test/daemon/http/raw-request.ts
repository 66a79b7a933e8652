import { type IncomingHttpHeaders, request } from 'node:http';

export interface RawRequest {
  port: number;
  /** Sent as it is: fetch would tidy it up. */
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A request whose path and headers are sent as they are given, Host among them. */
export function rawRequest({ port, path = '/', method = 'GET', headers = {}, body }: RawRequest) {
  return new Promise<{ status: number; body: string; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const sent = request({ host: 'localhost', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          headers: response.headers,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
