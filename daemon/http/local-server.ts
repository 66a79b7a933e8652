import { Admission } from './admission.js';
import { Door } from './door.js';
import { createKoaApp, type KoaAppOptions } from './koa-app.js';
import { Listener } from './listener.js';
import { SocketFile } from './socket-file.js';

export interface LocalServerOptions extends Omit<KoaAppOptions, 'door' | 'admission' | 'pageRoot'> {
  socketPath: string;
}

/**
 * The way in for this machine's own users: the same API on a unix socket, for its owner and group. No page from elsewhere can reach it,
 * so it answers to any Host; a browser's Origin is looked at all the same.
 */
export class LocalServer {
  readonly #socketPath: string;
  readonly #listener: Listener;
  #file: SocketFile | undefined;

  constructor({ socketPath, ...options }: LocalServerOptions) {
    const door = new Door('any');
    const { access, live } = options.services;
    const admission = new Admission({ access, isLocal: true, isOpen: () => true });
    const app = createKoaApp({ ...options, door, admission });
    this.#socketPath = socketPath;
    this.#listener = new Listener({ ...options, app, door, admission, access, live });
  }

  /** Rejects like {@link SocketFile.claim}. */
  async start(): Promise<void> {
    try {
      this.#file = await SocketFile.claim(this.#socketPath, (path) => this.#listener.start({ path }));
    } catch (error) {
      await this.#listener.stop();
      throw error;
    }
  }

  /** Safe to call twice. */
  async stop(): Promise<void> {
    await this.#file?.release();
    await this.#listener.stop();
  }
}
