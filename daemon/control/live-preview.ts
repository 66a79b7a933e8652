import type { Clock } from '../clock.js';
import { PreviewBuffers, type PreviewMessage } from './preview-buffers.js';
import type { PreviewSource } from './preview-source.js';
import type { Timers } from './timers.js';

/** A connection that watches. */
export interface PreviewViewer {
  /** Bytes that wait to be handed to the kernel. */
  readonly bufferedBytes: number;
  /** False: it gets no frames while something is on the glass that is not for everybody. */
  readonly seesSecrets: boolean;
  /** Sends a message, then asks the far end for a sign of receipt, which the connection reports as `acknowledged(sequence)`. */
  sendFrame(bytes: Uint8Array, sequence: number, sent: () => void): void;
}

export interface LivePreviewOptions {
  source: PreviewSource;
  clock: Clock;
  timers: Timers;
  /** True while something is on the glass, or about to be, that is not for everybody: the code that pairs a phone. Default: never. */
  hasSecret?: () => boolean;
  /** Frames a second at most, per viewer. Default: 30. */
  maxFps?: number;
}

/** Frames under way to one viewer. The kernel's buffers alone may hold seconds of them: without a bound, a slow line shows the past. */
const MAX_UNACKNOWLEDGED = 4;
/** A viewer with more than this waiting in the process skips frames. */
const MAX_BUFFERED_BYTES = 64 * 1024;

interface Watching {
  unacknowledged: number[];
  newestSent: number | undefined;
}

/**
 * Sends the picture to whoever watches. The newest frame wins: a viewer that is not ready for a frame never sees it, waits for
 * nobody and is waited for by nobody. One that fell behind is brought up to date as soon as it is ready, so that a paused picture is
 * right everywhere. Without viewers the screen is not read at all.
 */
export class LivePreview {
  readonly #source: PreviewSource;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #buffers: PreviewBuffers;
  readonly #hasSecret: () => boolean;
  readonly #intervalMs: number;
  readonly #viewers = new Map<PreviewViewer, Watching>();
  #newest: PreviewMessage | undefined;
  #stopListening: (() => void) | undefined;
  #cancelRead: (() => void) | undefined;
  #readAtMs = Number.NEGATIVE_INFINITY;

  constructor({ source, clock, timers, hasSecret = () => false, maxFps = 30 }: LivePreviewOptions) {
    this.#source = source;
    this.#clock = clock;
    this.#timers = timers;
    this.#buffers = new PreviewBuffers(source);
    this.#hasSecret = hasSecret;
    this.#intervalMs = 1000 / maxFps;
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Starts to send to a viewer, beginning with what is on the glass now. */
  add(viewer: PreviewViewer): void {
    if (this.#viewers.has(viewer)) return;
    this.#viewers.set(viewer, { unacknowledged: [], newestSent: undefined });
    this.#stopListening ??= this.#source.onPresented(() => this.#framePresented());
    this.#readAndSend();
  }

  /** Sends nothing more to a viewer. Safe to call for one that does not watch. */
  remove(viewer: PreviewViewer): void {
    if (!this.#viewers.delete(viewer) || this.#viewers.size > 0) return;
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#cancelRead?.();
    this.#cancelRead = undefined;
    this.#keep(undefined);
  }

  /** The viewer's far end has received the frame, and with it all before it. */
  acknowledged(viewer: PreviewViewer, sequence: number): void {
    const watching = this.#viewers.get(viewer);
    if (watching === undefined) return;
    const position = watching.unacknowledged.indexOf(sequence);
    if (position >= 0) watching.unacknowledged.splice(0, position + 1);
    if (this.#newest !== undefined) this.#offer(this.#newest, viewer, watching);
  }

  #framePresented(): void {
    if (this.#cancelRead !== undefined) return;
    // A millisecond of grace: at 30 of 30 fps, a callback that comes slightly early must not cost every second frame.
    const waitMs = this.#readAtMs + this.#intervalMs - this.#clock.monotonicMs() - 1;
    if (waitMs <= 0) this.#readAndSend();
    else this.#cancelRead = this.#timers.after(waitMs, () => this.#readAndSend());
  }

  #readAndSend(): void {
    this.#cancelRead?.();
    this.#cancelRead = undefined;
    this.#readAtMs = this.#clock.monotonicMs();
    const message = this.#buffers.readNewest();
    if (message === undefined) return;
    this.#keep(message);
    for (const [viewer, watching] of this.#viewers) this.#offer(message, viewer, watching);
  }

  #offer(message: PreviewMessage, viewer: PreviewViewer, watching: Watching): void {
    if (watching.newestSent === message.sequence || (this.#hasSecret() && !viewer.seesSecrets)) return;
    if (watching.unacknowledged.length >= MAX_UNACKNOWLEDGED || viewer.bufferedBytes > MAX_BUFFERED_BYTES) return;
    watching.newestSent = message.sequence;
    watching.unacknowledged.push(message.sequence);
    message.hold();
    viewer.sendFrame(message.bytes, message.sequence, () => message.release());
  }

  #keep(message: PreviewMessage | undefined): void {
    this.#newest?.release();
    this.#newest = message;
  }
}
