import type { WebSocket } from 'ws';
import type { Log } from '../log.js';
import { ClientMessage, type ServerMessage } from '../protocol/messages.js';
import { decodeJson } from './decode.js';
import type { LivePreview, PreviewViewer } from './live-preview.js';
import type { StateStore } from './state-store.js';

export interface LiveConnectionOptions {
  webSocket: WebSocket;
  store: StateStore;
  preview: LivePreview;
  log: Log;
  seesSecrets: boolean;
}

/** State that waits for a client which does not read; past it the connection is given up and the client starts afresh. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
const SEQUENCE_BYTES = 4;

/** One client of the WebSocket. */
export class LiveConnection implements PreviewViewer {
  readonly #webSocket: WebSocket;
  readonly #store: StateStore;
  readonly #preview: LivePreview;
  readonly #log: Log;
  readonly seesSecrets: boolean;
  #answered = true;

  constructor({ webSocket, store, preview, log, seesSecrets }: LiveConnectionOptions) {
    this.#webSocket = webSocket;
    this.#store = store;
    this.#preview = preview;
    this.#log = log;
    this.seesSecrets = seesSecrets;
    webSocket.on('message', (data, isBinary) => this.#receive(isBinary ? undefined : data.toString()));
    webSocket.on('pong', (payload) => this.#receivePong(payload));
    webSocket.on('close', () => preview.remove(this));
    // A broken connection or a message over the size limit; 'close' follows.
    webSocket.on('error', (error) => log.debug('a live connection broke', { reason: error.message }));
  }

  sendSnapshot(): void {
    this.#send({ type: 'snapshot', ...this.#store.snapshot() });
  }

  /** `text` is a patch message, the same for every connection. */
  sendPatch(text: string): void {
    if (this.#webSocket.bufferedAmount > MAX_UNREAD_BYTES) {
      this.#log.info('a live connection was dropped: the client does not read', {
        bytes: this.#webSocket.bufferedAmount,
      });
      this.#webSocket.terminate();
      return;
    }
    this.#webSocket.send(text);
  }

  /** Ends the connection where nothing has answered since the last call; else asks for a sign of life. */
  checkAlive(): void {
    if (!this.#answered) {
      this.#webSocket.terminate();
      return;
    }
    this.#answered = false;
    this.#webSocket.ping();
  }

  /** Sends nothing more but that it is over. */
  close(code: number): void {
    this.#preview.remove(this);
    this.#webSocket.close(code);
  }

  get bufferedBytes(): number {
    return this.#webSocket.bufferedAmount;
  }

  sendFrame(bytes: Uint8Array, sequence: number, sent: () => void): void {
    this.#webSocket.send(bytes, { binary: true }, sent);
    // RFC 6455 section 5.5.3: a pong carries the ping's payload, so it tells which frame has arrived.
    const payload = Buffer.allocUnsafe(SEQUENCE_BYTES);
    payload.writeUInt32BE(sequence >>> 0);
    this.#webSocket.ping(payload);
  }

  #receivePong(payload: Buffer): void {
    this.#answered = true;
    if (payload.length === SEQUENCE_BYTES) this.#preview.acknowledged(this, payload.readUInt32BE());
  }

  #receive(text: string | undefined): void {
    this.#answered = true;
    const decoded = decodeJson(ClientMessage, text);
    if (!decoded.ok) {
      this.#send({ type: 'error', code: 'invalid-message', message: decoded.message });
      return;
    }
    const message = decoded.value;
    if (message.type === 'snapshot') this.sendSnapshot();
    else if (message.on) this.#preview.add(this);
    else this.#preview.remove(this);
  }

  #send(message: ServerMessage): void {
    this.#webSocket.send(JSON.stringify(message));
  }
}
