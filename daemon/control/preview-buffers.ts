import { PREVIEW_HEADER_BYTES, writePreviewHeader } from '../protocol/preview-frame.js';
import type { PreviewSource } from './preview-source.js';

/** A preview message that several connections may be sending at once; its memory is used again when the last one is done. */
export class PreviewMessage {
  /** Header and pixels. Not written to while anybody holds the message. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  sequence = 0;
  #holders = 0;
  readonly #onFree: (message: PreviewMessage) => void;

  constructor(bytes: Uint8Array<ArrayBuffer>, onFree: (message: PreviewMessage) => void) {
    this.bytes = bytes;
    this.#onFree = onFree;
  }

  hold(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.#onFree(this);
  }
}

/** Enough for one frame on the way out and one being read; more are made where slow connections hold several, and let go again. */
const KEPT_BUFFERS = 2;

/** Reads the screen into preview messages, with as few allocations as the connections' speed allows. */
export class PreviewBuffers {
  readonly #source: PreviewSource;
  readonly #free: PreviewMessage[] = [];

  constructor(source: PreviewSource) {
    this.#source = source;
  }

  /** The newest frame, held once for the caller; undefined where nothing has been presented yet. */
  readNewest(): PreviewMessage | undefined {
    const { width, height } = this.#source.geometry;
    const bytes = PREVIEW_HEADER_BYTES + width * height * 2;
    const kept = this.#free.pop();
    const message = kept?.bytes.length === bytes ? kept : this.#allocate(bytes);
    const sequence = this.#source.read(message.bytes.subarray(PREVIEW_HEADER_BYTES));
    message.hold();
    if (sequence === undefined) {
      message.release();
      return undefined;
    }
    message.sequence = sequence;
    writePreviewHeader(message.bytes, { width, height, sequence });
    return message;
  }

  #allocate(bytes: number): PreviewMessage {
    return new PreviewMessage(new Uint8Array(bytes), (message) => {
      if (this.#free.length < KEPT_BUFFERS) this.#free.push(message);
    });
  }
}
