/** Rates that cameras and editors use. A rate measured within 0.02 % of one is meant to be it. */
const STANDARD_RATES = [
  ...[24000 / 1001, 24, 25, 30000 / 1001, 30, 48000 / 1001, 48, 50, 60000 / 1001, 60, 100, 120000 / 1001, 120, 240],
  ...[5, 6, 8, 10, 12, 12000 / 1001, 12.5, 15, 15000 / 1001, 20],
];
const SAME_RATE = 0.0002;

/** "30000/1001" as a number; undefined for "0/0" and what is no rate. */
export function parseRatio(text: string | undefined, separator: '/' | ':' = '/'): number | undefined {
  const [numerator = Number.NaN, denominator = Number.NaN] = (text ?? '').split(separator).map(Number);
  const value = numerator / denominator;
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/**
 * The constant rate that a file claims.
 *
 * @param nominal the slowest rate that fits every stamp (ffprobe: r_frame_rate); useless where stamps vary
 * @param average frames over duration (avg_frame_rate); inexact in containers that round
 */
export function claimedRate(nominal: number | undefined, average: number | undefined): number | undefined {
  if (average === undefined) return nominal === undefined ? undefined : standardRate(nominal);
  const close = nominal !== undefined && Math.abs(nominal - average) / average < 0.01;
  return standardRate(close ? nominal : average);
}

function standardRate(rate: number): number {
  return STANDARD_RATES.find((standard) => Math.abs(rate - standard) / standard < SAME_RATE) ?? rate;
}

/** What is left of `rate` where frames are dropped evenly until it is not above `maximum`. */
export function evenlyCapped(rate: number, maximum: number): number {
  return rate / Math.max(1, Math.ceil(rate / maximum - 0.01));
}

/** Stamps vary by their rounding and no more than this counts as rounding, in microseconds: a tick of Matroska. */
const MAX_ROUNDING_US = 1000;

/**
 * How far apart the same moment may be in two stamps, in microseconds; 2 for the conversion to microseconds.
 *
 * @param speed that was given to the clip: a slow one stretches its rounding too
 */
export function stampToleranceUs(tickUs: number, speed = 1): number {
  return Math.min(tickUs, MAX_ROUNDING_US) / speed + 2;
}

/** Puts stamps that were rounded by their container back on a constant rate; leaves the others where they are. */
export class RateGrid {
  /** Frames a second. */
  readonly rate: number;
  /** True where the rate was asked for, and not found in the file. */
  readonly forced: boolean;
  readonly #toleranceMs: number;

  constructor(rate: number, tickUs: number, { forced = false, speed = 1 } = {}) {
    this.rate = rate;
    this.forced = forced;
    this.#toleranceMs = stampToleranceUs(tickUs, speed) / 1000;
  }

  /** @returns the frame number at this rate; undefined: the stamp is not on the grid */
  position(startMs: number): number | undefined {
    const position = Math.round((startMs * this.rate) / 1000);
    return Math.abs(this.timeMs(position) - startMs) <= this.#toleranceMs ? position : undefined;
  }

  timeMs(position: number): number {
    return (position * 1000) / this.rate;
  }
}
