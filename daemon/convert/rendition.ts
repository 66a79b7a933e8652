import type { FrameZipWriterThread } from '../frames/writer-thread.js';
import type { RateGrid } from './rate.js';

export interface RenditionOptions {
  readonly output: string;
  readonly slug: string;
  readonly originalFilename: string;
  readonly compatible: boolean;
  /** Stamps near its points are put on them; the frame zip then needs no durations. */
  readonly grid: RateGrid | undefined;
  /** Is opened and finished here; giving it up is its owner's. */
  readonly writer: FrameZipWriterThread;
}

/** What was written. */
export interface Rendition {
  readonly kind: 'image' | 'video';
  readonly frames: number;
  readonly durationMs: number;
  readonly bytes: number;
}

/** Frames and their times on the way into the frame zip. Holds one frame back: only the next one shows that the clip is no still. */
export class RenditionWriter {
  readonly #options: RenditionOptions;
  #isOpen = false;
  #held: { pixels: Uint8Array; startMs: number } | undefined;
  #frames = 0;
  #originMs: number | undefined;
  #lastDurationMs: number | undefined;
  #isEven = true;

  constructor(options: RenditionOptions) {
    this.#options = options;
  }

  /** Frames taken so far. */
  get frames(): number {
    return this.#frames + (this.#held ? 1 : 0);
  }

  /** Where the last frame starts, in the result; undefined before the first. */
  get lastStartMs(): number | undefined {
    return this.#held?.startMs;
  }

  /** How long the frame before the last one stood; undefined before the second. */
  get lastDurationMs(): number | undefined {
    return this.#lastDurationMs;
  }

  /** True while every frame so far came when the grid's rate has it. */
  get isEven(): boolean {
    return this.#isEven && this.#options.grid !== undefined;
  }

  /**
   * @param pixels stays the caller's, and must stay as it is until the next call has returned
   * @param stampMs on the source's clock, of which only differences count
   */
  async add(pixels: Uint8Array, stampMs: number): Promise<void> {
    this.#originMs ??= stampMs;
    const startMs = this.#snap(stampMs - this.#originMs);
    const held = this.#held;
    this.#held = { pixels, startMs: Math.max(startMs, held?.startMs ?? startMs) };
    // Of two frames for the same moment the later one counts.
    if (!held || startMs <= held.startMs) return;
    await this.#write(held.pixels, held.startMs);
    this.#lastDurationMs = startMs - held.startMs;
    this.#isEven &&= this.#options.grid?.position(startMs) === this.#frames;
  }

  /** @param endMs where the last frame ends, in the result */
  async finish(endMs: number): Promise<Rendition> {
    if (!this.#held) throw new Error('a rendition needs a frame');
    const { pixels, startMs } = this.#held;
    const kind = this.#frames === 0 ? 'image' : 'video';
    await this.#write(pixels, startMs, kind);
    const { storedFrames, bytes, durationMs } = await this.#options.writer.finish({
      endMs: Math.max(endMs, startMs + 1),
    });
    return { kind, frames: storedFrames, durationMs: kind === 'image' ? 0 : durationMs, bytes };
  }

  async #write(pixels: Uint8Array, startMs: number, kind: Rendition['kind'] = 'video'): Promise<void> {
    if (!this.#isOpen) await this.#open(kind);
    await this.#options.writer.addFrame(pixels, startMs);
    this.#frames++;
  }

  async #open(kind: Rendition['kind']): Promise<void> {
    const { writer, output, slug, originalFilename, compatible, grid } = this.#options;
    this.#isOpen = true;
    await writer.open(output, {
      ...{ kind, slug, originalFilename, compatible, readable: true },
      ...(grid && kind === 'video' && { fps: grid.rate }),
    });
  }

  #snap(ms: number): number {
    const { grid } = this.#options;
    const position = grid?.position(ms);
    return grid && position !== undefined ? grid.timeMs(position) : ms;
  }
}
