import { endianness } from 'node:os';
import { constants } from 'node:zlib';
import { Deflater } from './deflater.js';
import { DeltaDeflater } from './delta-deflater.js';
import type { FrameKind } from './frame-name.js';

/**
 * DEFLATE as frames want it. Level 1: level 6 takes two to four times as long for 2 to 10 % less.
 *
 * A delta is mostly runs of zeros, and looking for nothing else takes 0.3 ms (delta-deflater.ts) instead of 1.3 a film frame of 153,600
 * bytes, and gives 0.206 of raw instead of 0.240. A full frame repeats itself farther apart. In a film that finds little and takes long:
 * 0.61 of raw in 2.6 ms, against 0.71 in 1.2 with runs only; so a full frame is searched for runs only where the one before was
 * hard to compress. What is drawn, as on a screen, stays far below the limit (0.11 of raw, with runs only 0.22).
 */
export class FrameCompressor {
  readonly #output: Uint8Array;
  readonly #thorough = new Deflater({ strategy: constants.Z_DEFAULT_STRATEGY });
  readonly #runsOnly = new Deflater({ strategy: constants.Z_RLE });
  readonly #deltas: DeltaDeflater | undefined;
  #isHard = false;

  /** @param frameBytes of every frame. */
  constructor(frameBytes: number) {
    this.#output = new Uint8Array(frameBytes);
    this.#deltas = endianness() === 'LE' ? new DeltaDeflater(frameBytes) : undefined;
  }

  /** Before the first frame of another clip: what was learnt of the one before is forgotten. */
  start(): void {
    this.#isHard = false;
  }

  /** Undefined where it would not be smaller. The result is overwritten by the next call. @param plain begins at a multiple of 4 */
  compress(plain: Uint8Array, kind: FrameKind): Uint8Array | undefined {
    if (kind === 'delta' && this.#deltas) return this.#deltas.deflate(plain);
    const deflater = kind === 'delta' || this.#isHard ? this.#runsOnly : this.#thorough;
    const bytes = deflater.deflate(plain, this.#output);
    if (kind === 'full') this.#isHard = (bytes ?? plain.length) > HARD_SHARE * plain.length;
    return bytes === undefined ? undefined : this.#output.subarray(0, bytes);
  }

  close(): void {
    this.#thorough.close();
    this.#runsOnly.close();
  }
}

const HARD_SHARE = 0.5;
