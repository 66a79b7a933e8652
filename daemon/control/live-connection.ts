import type { WebSocket } from 'ws';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { ClientMessage, type ServerMessage } from '../protocol/messages.js';
import { FORMAT_PACKED } from '../protocol/preview-frame.js';
import { decodeJson } from './decode.js';
import type { LivePreview, PreviewViewer } from './live-preview.js';
import type { StateStore } from './state-store.js';
import type { Timers } from './timers.js';
import { TokenBucket } from './token-bucket.js';

export interface LiveConnectionOptions {
  webSocket: WebSocket;
  store: StateStore;
  preview: LivePreview;
  timers: Timers;
  clock: Clock;
  log: Log;
  seesSecrets: boolean;
}

/**
 * What a client may send, in frames. A page that watches the preview answers 30 pings a second, and sends a message when somebody switches
 * something; a snapshot of a large library is half a megabyte, so it counts like twenty frames: 5 a second at the very most.
 */
const FRAMES_PER_SECOND = 100;
const FRAMES_AT_ONCE = 200;
const COST = { answer: 1, message: 5, snapshot: 15 };
/** RFC 6455 section 7.4.1: "policy violation". */
const POLICY_VIOLATION = 1008;
/** Who sent too much may still read why. */
const PARTING_MS = 1000;
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
  readsPacked = false;
  readonly #timers: Timers;
  readonly #budget: TokenBucket;
  #answered = true;

  constructor({ webSocket, store, preview, timers, clock, log, seesSecrets }: LiveConnectionOptions) {
    this.#webSocket = webSocket;
    this.#store = store;
    this.#preview = preview;
    this.#timers = timers;
    this.#budget = new TokenBucket({ burst: FRAMES_AT_ONCE, perSecond: FRAMES_PER_SECOND, clock });
    this.#log = log;
    this.seesSecrets = seesSecrets;
    webSocket.on('message', (data, isBinary) => this.#receive(isBinary ? undefined : data.toString()));
    webSocket.on('ping', () => this.#afford(COST.answer));
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
    this.#sendText(text);
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
    if (!this.#afford(COST.answer)) return;
    if (payload.length === SEQUENCE_BYTES) this.#preview.acknowledged(this, payload.readUInt32BE());
  }

  #receive(text: string | undefined): void {
    this.#answered = true;
    if (!this.#afford(COST.message)) return;
    const decoded = decodeJson(ClientMessage, text);
    if (!decoded.ok) {
      this.#send({ type: 'error', code: 'invalid-message', message: decoded.message });
      return;
    }
    const message = decoded.value;
    if (message.type === 'snapshot') {
      if (this.#afford(COST.snapshot)) this.sendSnapshot();
    } else if (message.on) {
      this.readsPacked = message.formats?.includes(FORMAT_PACKED) ?? false;
      this.#preview.add(this);
    } else this.#preview.remove(this);
  }

  /** False, and parts from the client, where it has sent more than anybody has a reason to. */
  #afford(cost: number): boolean {
    if (this.#webSocket.isPaused) return false;
    if (this.#budget.take(cost)) return true;
    this.#log.info('a live connection was ended: the client sends too much');
    this.#webSocket.close(POLICY_VIOLATION, 'too many messages');
    // What it goes on to send is not even read.
    this.#webSocket.pause();
    this.#timers.after(PARTING_MS, () => this.#webSocket.terminate());
    return false;
  }

  #send(message: ServerMessage): void {
    this.#sendText(JSON.stringify(message));
  }

  #sendText(text: string): void {
    if (this.#webSocket.bufferedAmount <= MAX_UNREAD_BYTES) {
      this.#webSocket.send(text);
      return;
    }
    const bytes = this.#webSocket.bufferedAmount;
    this.#log.info('a live connection was dropped: the client does not read', { bytes });
    this.#webSocket.terminate();
  }
}
