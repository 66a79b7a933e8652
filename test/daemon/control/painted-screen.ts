import type { PreviewSource } from '../../../daemon/control/preview-source.js';

/** A screen that shows what the test paints: frame n is filled with the byte n. */
export class PaintedScreen implements PreviewSource {
  readonly geometry: { width: number; height: number };
  reads = 0;
  #sequence = 0;
  readonly #listeners = new Set<() => void>();

  constructor(geometry = { width: 4, height: 2 }) {
    this.geometry = geometry;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  present(): void {
    this.#sequence += 1;
    for (const listener of this.#listeners) listener();
  }

  read(into: Uint8Array): number | undefined {
    this.reads += 1;
    if (this.#sequence === 0) return undefined;
    into.fill(this.#sequence);
    return this.#sequence;
  }

  onPresented(callback: () => void): () => void {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }
}
