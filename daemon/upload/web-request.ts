import type { IncomingMessage } from 'node:http';

/**
 * A Node request as a web Request, which @tus/server takes.
 *
 * Its body ends, and does not fail, where the connection breaks: what came until then counts. The connection is left alone, so that an
 * answer can be given whatever becomes of the body.
 */
export function webRequest(request: IncomingMessage): Request {
  const { method = 'GET', url = '/' } = request;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    // What begins with a colon is HTTP/2's own (RFC 9113 section 8.3): method, path, and the like.
    if (value === undefined || name.startsWith(':')) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const hasBody = method === 'POST' || method === 'PATCH';
  // The host is nobody's: only the path is looked at, and Location is relative.
  return new Request(new URL(url, 'http://framed'), {
    method,
    headers,
    ...(hasBody && { body: bodyOf(request), duplex: 'half' }),
  });
}

/** Nothing is read before somebody asks for it, and one piece at a time: the sender waits for the disk. */
function bodyOf(request: IncomingMessage): ReadableStream<Uint8Array> {
  const pieces = request.iterator({ destroyOnReturn: false });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next().catch(() => ({ done: true }) as const);
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel() {
        // Not awaited: it waits for a piece that may never come.
        pieces.return?.().catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}
