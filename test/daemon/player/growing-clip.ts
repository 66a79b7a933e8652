import type { Growth } from '../../../daemon/frames/growing-table.js';
import type { PlayableClip } from '../../../daemon/player/clip-cache.js';
import { fakeClip, TINY } from './fake-clip.js';

/** A fake clip of 40 ms a frame that grows as the test says; what is new is seen at the next refresh(), as with files. */
export class GrowingClip implements PlayableClip {
  readonly geometry = TINY;
  readonly #number: number;
  #written = { frames: 0, growth: 'growing' as Growth };
  #seen = this.#written;
  refreshes = 0;

  /** @param number what its frames are called. */
  constructor(number: number) {
    this.#number = number;
  }

  add(frames: number): void {
    this.#written = { ...this.#written, frames: this.#written.frames + frames };
  }

  end(): void {
    this.#written = { ...this.#written, growth: 'ended' };
  }

  giveUp(): void {
    this.#written = { ...this.#written, growth: 'given up' };
  }

  get growth(): Growth {
    return this.#seen.growth;
  }

  refresh(): Growth {
    this.refreshes++;
    this.#seen = this.#written;
    return this.growth;
  }

  get frameCount(): number {
    return this.growth === 'ended' ? this.#seen.frames : Math.max(0, this.#seen.frames - 1);
  }

  get totalMs(): number {
    return this.frameCount * 40;
  }

  durationMs(): number {
    return 40;
  }

  startMs(index: number): number {
    return index * 40;
  }

  frameAt(ms: number): number {
    return Math.max(0, Math.min(Math.floor(ms / 40 + 1e-9), this.frameCount - 1));
  }

  seekFrame(index: number, into: Uint8Array): 'ok' {
    if (index >= this.#seen.frames) throw new RangeError(`There is no frame ${index} yet.`);
    fakeClip(this.#number, { frames: this.#seen.frames }).seekFrame(index, into);
    return 'ok';
  }

  close(): void {}
}
