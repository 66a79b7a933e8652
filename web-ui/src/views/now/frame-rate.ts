/** Counts how many frames came in the last second. */
export class FrameRate {
  readonly #atMs: number[] = [];

  add(nowMs: number): void {
    this.#atMs.push(nowMs);
    this.#forget(nowMs);
  }

  perSecond(nowMs: number): number {
    this.#forget(nowMs);
    return this.#atMs.length;
  }

  #forget(nowMs: number): void {
    while ((this.#atMs[0] ?? nowMs) <= nowMs - 1000) this.#atMs.shift();
  }
}

/** A preview that shows at least this share of the panel's frames looks as the panel does. */
const AS_GOOD = 0.8;

/**
 * What is to be said of the preview's rate: undefined where it is as good as the panel's own, or nothing moves.
 *
 * @param panelFps frames put on the glass in the last second.
 * @param previewFps of them, those that came here.
 */
export function slowPreview(panelFps: number, previewFps: number): number | undefined {
  return panelFps >= 1 && previewFps < panelFps * AS_GOOD ? previewFps : undefined;
}
