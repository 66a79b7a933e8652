import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

export interface TusAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Speaks tus by hand, so that a test says what goes over the wire and when. */
export class TusClient {
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** Begins a request; its body is the caller's. `answer` rejects where the connection breaks before there is one. */
  open(method: string, path: string, headers: Record<string, string | number> = {}) {
    const request = httpRequest({
      host: 'localhost',
      port: this.#port,
      path,
      method,
      headers: { 'Tus-Resumable': '1.0.0', ...headers },
      agent: false,
    });
    const answer = new Promise<TusAnswer>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => {
          const { statusCode = 0, headers } = response;
          resolve({ status: statusCode, headers, body: Buffer.concat(pieces).toString() });
        });
      });
    });
    answer.catch(() => {});
    return { request, answer };
  }

  send(method: string, path: string, headers: Record<string, string | number> = {}, body?: Buffer): Promise<TusAnswer> {
    const { request, answer } = this.open(method, path, headers);
    request.end(body);
    return answer;
  }

  /** Resolves with the new upload's path. */
  async create(totalBytes: number, name = 'clip.mp4'): Promise<string> {
    const answer = await this.send('POST', '/api/uploads', {
      'Upload-Length': totalBytes,
      'Upload-Metadata': `filename ${Buffer.from(name).toString('base64')}`,
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    return answer.headers.location ?? '';
  }

  /** A part that is sent as the caller likes. */
  openPatch(
    path: string,
    offset: number,
    contentLength?: number,
  ): { request: ClientRequest; answer: Promise<TusAnswer> } {
    return this.open('PATCH', path, {
      ...patchHeaders(offset),
      ...(contentLength === undefined ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': contentLength }),
    });
  }

  patch(path: string, offset: number, body: Buffer): Promise<TusAnswer> {
    return this.send('PATCH', path, { ...patchHeaders(offset), 'Content-Length': body.length }, body);
  }

  head(path: string): Promise<TusAnswer> {
    return this.send('HEAD', path);
  }

  async offset(path: string): Promise<number> {
    return Number((await this.head(path)).headers['upload-offset']);
  }
}

/** `error.code` of a refusal. */
export function codeOf({ body }: TusAnswer): string {
  const { error } = JSON.parse(body) as { error: { code: string } };
  return error.code;
}

function patchHeaders(offset: number): Record<string, string | number> {
  return { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' };
}
