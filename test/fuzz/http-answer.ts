/** An answer as it came over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** The connection is of no more use: it is to be closed, or there is more on it than was asked for. */
  readonly isLast: boolean;
}

/**
 * The first answer in `bytes`; undefined: it is not all there yet.
 *
 * @param method of the request: to HEAD there is no body.
 * @param options.isOver the connection was closed, so there will not be more.
 */
export function parseAnswer(
  bytes: Buffer,
  method: string,
  { isOver = false }: { isOver?: boolean } = {},
): HttpAnswer | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
  const rest = bytes.subarray(headEnd + 4);
  // Only a word on the way.
  if (status === 100) return parseAnswer(rest, method, { isOver });
  const headers = new Map(
    lines.map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.replace(/^[^:]*: */, '')]),
  );
  const isBare = method === 'HEAD' || status === 204 || status === 304;
  const found = isBare ? { body: Buffer.alloc(0), end: 0 } : bodyIn(rest, headers, isOver);
  if (found === undefined) return undefined;
  const isLast = isOver || headers.get('connection')?.toLowerCase() === 'close' || found.end < rest.length;
  return { status, headers, body: found.body, isLast };
}

function bodyIn(
  rest: Buffer,
  headers: ReadonlyMap<string, string>,
  isOver: boolean,
): { body: Buffer; end: number } | undefined {
  if (headers.get('transfer-encoding') === 'chunked') return chunksIn(rest);
  const bytes = Number(headers.get('content-length') ?? (isOver ? rest.length : Number.NaN));
  if (Number.isNaN(bytes) || (rest.length < bytes && !isOver)) return undefined;
  return { body: rest.subarray(0, bytes), end: bytes };
}

function chunksIn(rest: Buffer): { body: Buffer; end: number } | undefined {
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const bytes = Number.parseInt(rest.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + bytes + 2;
    if (end > rest.length) return undefined;
    if (bytes === 0) return { body: Buffer.concat(pieces), end };
    pieces.push(rest.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}
