import type { Geometry } from '../../display/display.js';
import type { Placement } from './fit.js';
import { cutOut, type RgbPicture, resample } from './resample.js';

/** What a preview is made of: a picture as people see it, upright, its pixels square, its colours those of a screen. */
export interface StillPixels extends Geometry {
  /** 3 bytes a pixel; 4 where it is transparent, with straight alpha. */
  readonly pixels: Uint8Array;
  readonly transparent: boolean;
  /** Drawn pictures lose their low bits; others are dithered, as `pictureFilters` has it. */
  readonly drawn: boolean;
}

/** So many sizes are kept: both orientations of cover and contain. */
const MAX_KEPT = 4;

/** A still and the sizes it was brought to last, since the next choice is mostly the same size. */
export class PreviewStill {
  readonly drawn: boolean;
  readonly #still: StillPixels;
  readonly #scaled = new Map<string, RgbPicture>();

  constructor(still: StillPixels) {
    this.#still = still;
    this.drawn = still.drawn;
  }

  get size(): Geometry {
    return { width: this.#still.width, height: this.#still.height };
  }

  /**
   * @param piece of the still, to be scaled in its place
   * @param colour "#rrggbb", behind what is transparent
   * @returns memory that stays this object's
   */
  scaled(size: Geometry, piece: (Geometry & Placement) | undefined, colour: string): RgbPicture {
    const key = JSON.stringify([size, piece, this.#still.transparent && colour]);
    const known = this.#scaled.get(key);
    if (known) return known;
    const flat = this.#still.transparent ? flatten(this.#still, colour) : this.#still;
    const made = resample(piece ? cutOut(flat, piece) : flat, size);
    const [oldest] = this.#scaled.keys();
    if (this.#scaled.size >= MAX_KEPT && oldest !== undefined) this.#scaled.delete(oldest);
    this.#scaled.set(key, made);
    return made;
  }
}

/** RGBA with straight alpha over the background colour. */
function flatten({ width, height, pixels }: RgbPicture, background: string): RgbPicture {
  const colour = Buffer.from(background.slice(1), 'hex');
  const flat = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    const alpha = pixels[from + 3] ?? 0;
    for (let channel = 0; channel < 3; channel++) {
      const mixed = (pixels[from + channel] ?? 0) * alpha + (colour[channel] ?? 0) * (255 - alpha);
      flat[to + channel] = (mixed + 127) / 255;
    }
  }
  return { width, height, pixels: flat };
}
