import { once } from 'node:events';
import { type ClientHttp2Session, connect, type OutgoingHttpHeaders } from 'node:http2';
import type { Test } from 'tap';

/** What was answered over HTTP/2. */
export interface Http2Answer {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: string;
}

/** One connection of HTTP/2, as a browser opens it. */
export class Http2Client {
  readonly session: ClientHttp2Session;

  constructor(t: Test, port: number, ca: string) {
    this.session = connect(`https://localhost:${port}`, { ca });
    this.session.on('error', () => {});
    t.teardown(() => this.session.destroy());
  }

  async send(headers: OutgoingHttpHeaders, body?: string | Buffer): Promise<Http2Answer> {
    const stream = this.session.request(headers, { endStream: body === undefined });
    if (body !== undefined) stream.end(body);
    const [answer] = await once(stream, 'response');
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(piece);
    return { status: Number(answer[':status']), headers: answer, body: Buffer.concat(pieces).toString() };
  }
}
