import type { AddressInfo } from 'node:net';
import { Admission } from './admission.js';
import { Door } from './door.js';
import { createKoaApp, type KoaAppOptions } from './koa-app.js';
import { Listener, type ListenerOptions } from './listener.js';
import { OwnHosts } from './own-hosts.js';
import type { TlsKeyPair } from './secure-listener.js';

export interface HttpServerOptions
  extends Omit<KoaAppOptions, 'door' | 'admission'>,
    Pick<ListenerOptions, 'connectionLimits' | 'headersTimeoutMs' | 'clock' | 'timers'> {
  /** Who may come in: whoever is let in, or everybody. Asked at each request. */
  login: () => 'required' | 'none';
  /** 0: any free port, told by `start()`. */
  port: number;
  /** Address to listen on. Default: every address, IPv4 and IPv6. */
  host?: string;
  /** Names beside the machine's own IP addresses, localhost and *.local under which the server may be asked for. */
  names?: readonly string[];
}

/** The way in over the network: REST, the page, and the WebSocket. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #listener: Listener;
  readonly #hosts: OwnHosts;

  constructor(options: HttpServerOptions) {
    const hosts = new OwnHosts(options.names);
    const door = new Door(hosts);
    const { access, live } = options.services;
    const admission = new Admission({ access, isLocal: false, isOpen: () => options.login() === 'none' });
    const app = createKoaApp({ ...options, door, admission });
    this.#options = options;
    this.#hosts = hosts;
    this.#listener = new Listener({ ...options, app, door, admission, access, live });
  }

  /** Listens; resolves with the port. Rejects with Node's error where it cannot (EADDRINUSE, EACCES). */
  async start(): Promise<{ port: number }> {
    const { port, host } = this.#options;
    const server = await this.#listener.start({ port, ...(host !== undefined && { host }) });
    // A server on TCP has an AddressInfo; only pipes have a string.
    return { port: (server.address() as AddressInfo).port };
  }

  /** Listens over TLS as well, at the same address; resolves with the port. Rejects with Node's error where it cannot. */
  startSecure(port: number, keyPair: TlsKeyPair): Promise<number> {
    const { host } = this.#options;
    return this.#listener.startSecure({ port, ...(host !== undefined && { host }) }, keyPair);
  }

  /** From the next handshake on. */
  setKeyPair(keyPair: TlsKeyPair): void {
    this.#listener.setKeyPair(keyPair);
  }

  /** No more over TLS; what came that way is parted from. May be called twice. */
  stopSecure(): Promise<void> {
    return this.#listener.stopSecure();
  }

  /** From the next request on it may be asked for under these names. */
  setNames(names: readonly string[]): void {
    this.#hosts.setNames(names);
  }

  /** Takes no more requests, parts from live clients, lets what is under way finish for a moment, then cuts it off. Safe to call twice. */
  stop(): Promise<void> {
    return this.#listener.stop();
  }
}
