import type { Geometry } from '../../display/display.js';
import { FrameZipWriter } from '../frames/writer.js';
import type { RateGrid } from './rate.js';

export interface RenditionOptions {
  readonly output: string;
  readonly geometry: Geometry;
  readonly slug: string;
  readonly originalFilename: string;
  readonly compatible: boolean;
  /** Stamps near its points are put on them; the frame zip then needs no durations. */
  readonly grid: RateGrid | undefined;
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
  #writer: FrameZipWriter | undefined;
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
    const writer = await this.#open(kind);
    const { storedFrames, bytes, durationMs } = await writer.finish({ endMs: Math.max(endMs, startMs + 1) });
    return { kind, frames: storedFrames, durationMs: kind === 'image' ? 0 : durationMs, bytes };
  }

  /** Leaves nothing behind. Safe at any time before finish() has succeeded. */
  async abort(): Promise<void> {
    await this.#writer?.abort();
  }

  async #write(pixels: Uint8Array, startMs: number, kind: Rendition['kind'] = 'video'): Promise<void> {
    const writer = await this.#open(kind);
    await writer.addFrame(pixels, startMs);
    this.#frames++;
  }

  async #open(kind: Rendition['kind']): Promise<FrameZipWriter> {
    const { output, geometry, slug, originalFilename, compatible, grid } = this.#options;
    this.#writer ??= await FrameZipWriter.create(output, {
      ...{ geometry, kind, slug, originalFilename, compatible },
      ...(grid && kind === 'video' && { fps: grid.rate }),
    });
    return this.#writer;
  }

  #snap(ms: number): number {
    const { grid } = this.#options;
    const position = grid?.position(ms);
    return grid && position !== undefined ? grid.timeMs(position) : ms;
  }
}
