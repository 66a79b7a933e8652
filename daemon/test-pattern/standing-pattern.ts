import { isDeepStrictEqual } from 'node:util';
import { drawPattern, type PatternShape } from './pattern.js';

/** A phone that is lost, or asleep, does not keep the clips away for longer. */
export const STANDS_MS = 120_000;

export interface StandingPatternOptions {
  /** Where it goes: in front of everything else. */
  readonly glass: { showOverlay(pixels: Uint8Array): void; hideOverlay(): void };
  /** Of the glass as it is now. */
  shape(): PatternShape;
  readonly timers: { after(delayMs: number, callback: () => void): () => void };
}

/** The test pattern as a picture that stands still in front of what plays, for as long as somebody asks for it. */
export class StandingPattern {
  readonly #options: StandingPatternOptions;
  /** For which it is drawn; undefined: it is not there. */
  #drawn: PatternShape | undefined;
  #cancelTimer = () => {};

  constructor(options: StandingPatternOptions) {
    this.#options = options;
  }

  /** Shows it for {@link STANDS_MS} from now on. */
  show(): void {
    this.#draw(this.#options.shape());
    this.#cancelTimer();
    this.#cancelTimer = this.#options.timers.after(STANDS_MS, () => this.hide());
  }

  /** To be called when the glass may be another; costs next to nothing where it is not. */
  refresh(): void {
    if (this.#drawn === undefined) return;
    const shape = this.#options.shape();
    if (!isDeepStrictEqual(shape, this.#drawn)) this.#draw(shape);
  }

  /** May be called twice. */
  hide(): void {
    this.#cancelTimer();
    if (this.#drawn === undefined) return;
    this.#drawn = undefined;
    this.#options.glass.hideOverlay();
  }

  #draw(shape: PatternShape): void {
    this.#drawn = shape;
    this.#options.glass.showOverlay(drawPattern(shape));
  }
}
