import {
  createServer as createHttp2Server,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { AddressInfo, ListenOptions, Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from 'node:tls';
import type { Log } from '../log.js';
import { MAX_HEADER_BYTES, MAX_HEADERS_READ } from './request-limits.js';

/** Of PEM. */
export interface TlsKeyPair {
  readonly certificate: string;
  readonly key: string;
}

export interface SecureListenerOptions {
  /** Hears of each connection before it is anything. */
  readonly opened: (socket: Socket) => void;
  /** Takes a connection that speaks HTTP/1.1: for WebSockets, and for whoever knows nothing newer. */
  readonly takeHttp1: (socket: TLSSocket) => void;
  /** Answers requests of HTTP/2. */
  readonly answer: (request: Http2ServerRequest, response: Http2ServerResponse) => void;
  /** Without a byte for this long, a connection is dead. */
  readonly idleTimeoutMs: number;
  readonly log: Log;
}

/** The four messages of it take two ways there and back; on a Pi Zero, with hundred others at once, a second. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** What a page asks for at once: its files, and a poster for each clip that is in sight. */
const MAX_STREAMS = 100;
/**
 * What may be under way of an upload before framed has read it. 256 KiB each 20 ms, over a bad Wi-Fi, are 13 MB/s; and 256 connections of one
 * stranger hold 64 MB with it, not more.
 */
const WINDOW_BYTES = 256 * 1024;

/**
 * The way in over TLS: HTTP/2, and HTTP/1.1 for WebSockets. Node's own server for both (http2, allowHTTP1) has neither the limits of its HTTP/1.1
 * server nor a word for them; so what speaks HTTP/1.1 is handed to the very server that has them.
 */
export class SecureListener {
  readonly #options: SecureListenerOptions;
  readonly #tls: TlsServer;
  readonly #http2: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();
  /** Below TLS, so that those are among them whose handshake is not over. */
  readonly #sockets = new Set<Socket>();

  constructor(options: SecureListenerOptions, { certificate, key }: TlsKeyPair) {
    this.#options = options;
    this.#http2 = createHttp2Server(
      {
        maxHeaderListPairs: MAX_HEADERS_READ,
        settings: {
          maxConcurrentStreams: MAX_STREAMS,
          maxHeaderListSize: MAX_HEADER_BYTES,
          initialWindowSize: WINDOW_BYTES,
          enablePush: false,
        },
      },
      (request, response) => {
        announceBody(request);
        options.answer(request, response);
      },
    );
    this.#http2.setTimeout(options.idleTimeoutMs);
    this.#http2.on('session', (session) => this.#keep(session));
    this.#tls = createTlsServer({
      cert: certificate,
      key,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['h2', 'http/1.1'],
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    this.#tls.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      options.opened(socket);
    });
    this.#tls.on('secureConnection', (socket) => this.#take(socket));
    // A stranger, a browser that does not trust the certificate, a request without TLS: nothing to mend here.
    this.#tls.on('tlsClientError', (error, socket) => {
      options.log.debug('a handshake failed', { reason: error.message });
      socket.destroy();
    });
  }

  /** Listens; resolves with the port. Rejects with Node's error where it cannot (EADDRINUSE, EACCES). */
  async start(where: ListenOptions): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#tls.once('error', reject);
      this.#tls.listen(where, resolve);
    });
    // A server on TCP has an AddressInfo; only pipes have a string.
    return (this.#tls.address() as AddressInfo).port;
  }

  /** From the next handshake on. */
  setKeyPair({ certificate, key }: TlsKeyPair): void {
    this.#tls.setSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' });
  }

  /** Takes no more connections, lets what is under way finish for a moment, then cuts it off. May be called twice. */
  async stop(graceMs: number): Promise<void> {
    if (!this.#tls.listening) return;
    const closed = new Promise<void>((resolve) => this.#tls.close(() => resolve()));
    for (const session of this.#sessions) session.close();
    const cutOff = setTimeout(() => {
      for (const session of this.#sessions) session.destroy();
      for (const socket of this.#sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearTimeout(cutOff);
  }

  #take(socket: TLSSocket): void {
    socket.on('error', (error) => this.#options.log.debug('a connection broke', { reason: error.message }));
    if (socket.alpnProtocol === 'h2') this.#http2.emit('connection', socket);
    else this.#options.takeHttp1(socket);
  }

  #keep(session: ServerHttp2Session): void {
    session.setLocalWindowSize(WINDOW_BYTES);
    this.#sessions.add(session);
    session.on('close', () => this.#sessions.delete(session));
    session.on('error', (error) => this.#options.log.debug('a connection broke', { reason: error.message }));
  }
}

/**
 * Of HTTP/2, a body shows by its stream and needs no header. Koa, co-body and formidable look for one; so it gets what HTTP/1.1 has where the
 * length is not known.
 */
function announceBody({ headers, stream }: Http2ServerRequest): void {
  if (stream.endAfterHeaders || headers['content-length'] !== undefined) return;
  headers['transfer-encoding'] = 'chunked';
}
