import type { Clock } from '../clock.js';
import { packPreview } from './pack-preview.js';
import { PreviewBuffers, type PreviewMessage } from './preview-buffers.js';
import type { PreviewSource } from './preview-source.js';
import type { Timers } from './timers.js';

/** A connection that watches. */
export interface PreviewViewer {
  /** Bytes that wait to be handed to the kernel. */
  readonly bufferedBytes: number;
  /** False: it gets no frames while something is on the glass that is not for everybody. */
  readonly seesSecrets: boolean;
  /** True: it reads frames that are packed. */
  readonly readsPacked: boolean;
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

/** A line that takes longer for a frame is slow: 150 KB (320 x 240 pixels) in this time are 12 Mbit/s. */
const SLOW_MS = 100;
/** To pack frames takes a fourth of a processor's time at most, however many slow lines there are: what is packed once goes to all that wait. */
const REST_PER_PACKING = 3;

interface Watching {
  unacknowledged: { readonly sequence: number; readonly sentAtMs: number }[];
  newestSent: number | undefined;
  /** How long the last frame that arrived was under way. Of a line that is not known yet, the first frame is packed. */
  lastWayMs: number;
}

/**
 * Sends the picture to whoever watches. The newest frame wins: a viewer that is not ready for a frame never sees it, waits for
 * nobody and is waited for by nobody. One that fell behind is brought up to date as soon as it is ready, so that a paused picture is
 * right everywhere. Without viewers the screen is not read at all. On a slow line frames go packed, where the viewer reads that.
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
  /** Those who get the next frame that is packed. */
  readonly #waiting = new Set<PreviewViewer>();
  #isPacking = false;

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
    this.#viewers.set(viewer, { unacknowledged: [], newestSent: undefined, lastWayMs: Number.POSITIVE_INFINITY });
    this.#stopListening ??= this.#source.onPresented(() => this.#framePresented());
    this.#readAndSend();
  }

  /** Sends nothing more to a viewer. Safe to call for one that does not watch. */
  remove(viewer: PreviewViewer): void {
    this.#waiting.delete(viewer);
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
    const position = watching.unacknowledged.findIndex((frame) => frame.sequence === sequence);
    const arrived = watching.unacknowledged.splice(0, position + 1).at(-1);
    if (arrived !== undefined) watching.lastWayMs = this.#clock.monotonicMs() - arrived.sentAtMs;
    this.#offerNewest(viewer);
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
    if (this.#waiting.has(viewer) || !this.#isReady(message, viewer, watching)) return;
    if (viewer.readsPacked && watching.lastWayMs > SLOW_MS) {
      this.#waiting.add(viewer);
      void this.#packForWaiting();
      return;
    }
    message.hold();
    this.#send(message.bytes, message.sequence, viewer, watching, () => message.release());
  }

  #isReady({ sequence }: PreviewMessage, viewer: PreviewViewer, watching: Watching): boolean {
    if (watching.newestSent === sequence || (this.#hasSecret() && !viewer.seesSecrets)) return false;
    return watching.unacknowledged.length < MAX_UNACKNOWLEDGED && viewer.bufferedBytes <= MAX_BUFFERED_BYTES;
  }

  #send(bytes: Uint8Array, sequence: number, viewer: PreviewViewer, watching: Watching, sent: () => void): void {
    watching.newestSent = sequence;
    watching.unacknowledged.push({ sequence, sentAtMs: this.#clock.monotonicMs() });
    viewer.sendFrame(bytes, sequence, sent);
  }

  /** Packs the newest frame for all that wait by now, sends it to them, and rests. */
  async #packForWaiting(): Promise<void> {
    const message = this.#newest;
    if (this.#isPacking || this.#waiting.size === 0 || message === undefined) return;
    this.#isPacking = true;
    // Not who comes to wait meanwhile: this frame may show what is not for them.
    const viewers = [...this.#waiting];
    const { sequence } = message;
    const beganAtMs = this.#clock.monotonicMs();
    message.hold();
    const packed = await packPreview(message.bytes);
    for (const viewer of viewers) {
      const watching = this.#viewers.get(viewer);
      // It may have gone meanwhile, and come back.
      if (!this.#waiting.delete(viewer) || watching === undefined) continue;
      if (this.#isReady(message, viewer, watching)) {
        message.hold();
        this.#send(packed, sequence, viewer, watching, () => message.release());
      }
    }
    message.release();
    const restMs = (this.#clock.monotonicMs() - beganAtMs) * REST_PER_PACKING;
    this.#timers.after(restMs, () => {
      this.#isPacking = false;
      void this.#packForWaiting();
    });
    // The picture may have changed, and stand still by now.
    for (const viewer of viewers) this.#offerNewest(viewer);
  }

  #offerNewest(viewer: PreviewViewer): void {
    const watching = this.#viewers.get(viewer);
    if (watching !== undefined && this.#newest !== undefined) this.#offer(this.#newest, viewer, watching);
  }

  #keep(message: PreviewMessage | undefined): void {
    this.#newest?.release();
    this.#newest = message;
  }
}
