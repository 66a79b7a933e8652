import type { ClientMessage, ServerMessage } from '../../../daemon/protocol/messages.js';
import type { PreviewFrame } from '../../../daemon/protocol/preview-frame.js';
import { openLiveSocket, takeFirstSocket } from './first-socket.js';
import { FrameReader, READ_FORMATS } from './frame-reader.js';
import { reconnectDelayMs } from './reconnect-delay.js';

export interface LiveLinkOptions {
  /** Undefined: it is no message that this page knows. */
  decode(text: string): ServerMessage | undefined;
  onMessage(message: ServerMessage): void;
  onFrame(frame: PreviewFrame): void;
  onConnected(connected: boolean): void;
}

export const NOT_UNDERSTOOD =
  'framed sent a message that this page does not know; reload the page if it is older than framed';

const WATCH: ClientMessage = { type: 'preview', on: true, formats: [...READ_FORMATS] };

/** A phone that wakes up may hold a connection that has been dead for long; one that answers nothing in this time is. */
const ANSWER_TIMEOUT_MS = 3000;

/** The WebSocket to the daemon: reconnects by itself until it is closed. */
export class LiveLink {
  readonly #options: LiveLinkOptions;
  readonly #frames: FrameReader;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #answerTimeout: ReturnType<typeof setTimeout> | undefined;
  #watching = false;
  /** While it is started. */
  #listeners: AbortController | undefined;

  constructor(options: LiveLinkOptions) {
    this.#options = options;
    // What was asked for, and is not wanted any more, may still be under way.
    this.#frames = new FrameReader((frame) => this.#watching && options.onFrame(frame));
  }

  /** Safe to call twice. */
  start(): void {
    if (this.#listeners !== undefined) return;
    this.#listeners = new AbortController();
    this.#connect();
    addEventListener('online', () => this.retryNow(), this.#listeners);
    const becomeVisible = () => document.visibilityState === 'visible' && this.#proveAlive();
    document.addEventListener('visibilitychange', becomeVisible, this.#listeners);
  }

  /** Until it is started again. Says nothing of it. Safe to call twice. */
  stop(): void {
    this.#listeners?.abort();
    this.#listeners = undefined;
    clearTimeout(this.#retry);
    clearTimeout(this.#answerTimeout);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    takeFirstSocket()?.socket.close();
  }

  /** Connects at once, if there is no connection. */
  retryNow(): void {
    if (this.#socket !== undefined || this.#listeners === undefined) return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  /** Asks for the whole state, e.g. after a patch was missed. */
  requestSnapshot(): void {
    this.#send({ type: 'snapshot' });
  }

  /** Asks for preview frames, or for none any more; stays asked for over a reconnect. */
  watch(on: boolean): void {
    if (this.#watching === on) return;
    this.#watching = on;
    this.#send(on ? WATCH : { type: 'preview', on });
  }

  #connect(): void {
    const { socket, messages } = takeFirstSocket() ?? { socket: openLiveSocket(), messages: [] };
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      clearTimeout(this.#answerTimeout);
      this.#receive(data);
    };
    socket.onclose = () => this.#lost(socket);
    // The first one may be further already.
    if (socket.readyState === WebSocket.OPEN) this.#opened();
    for (const { data } of messages) this.#receive(data);
    if (socket.readyState === WebSocket.CLOSED) this.#lost(socket);
  }

  #opened(): void {
    this.#attempt = 0;
    this.#options.onConnected(true);
    if (this.#watching) this.#send(WATCH);
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    clearTimeout(this.#answerTimeout);
    this.#options.onConnected(false);
    this.#retry = setTimeout(() => this.#connect(), reconnectDelayMs(this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  #proveAlive(): void {
    const socket = this.#socket;
    if (socket === undefined) this.retryNow();
    if (socket?.readyState !== WebSocket.OPEN) return;
    this.requestSnapshot();
    clearTimeout(this.#answerTimeout);
    this.#answerTimeout = setTimeout(() => {
      socket.close();
      this.#lost(socket);
    }, ANSWER_TIMEOUT_MS);
  }

  #receive(data: string | ArrayBuffer): void {
    if (data instanceof ArrayBuffer) {
      this.#frames.read(data);
      return;
    }
    const message = this.#options.decode(data);
    if (message !== undefined) this.#options.onMessage(message);
    else console.warn(NOT_UNDERSTOOD);
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
