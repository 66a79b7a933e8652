import { DisplayError, type Geometry, type Rectangle } from '../display.js';
import type { TransferCost } from './transfer-cost.js';

/** The part of a TransferCost that only the bus knows. */
export type RectangleCost = Pick<TransferCost, 'mhz' | 'rectangleUs'>;

export interface MeasureOptions {
  geometry: Geometry;
  /** Of the bus, as it was asked for. */
  clockHz: number;
  clock: { monotonicMs(): number };
  /** Writes a rectangle and returns when it is sent; how many bytes it had, commands included. */
  write(rectangle: Rectangle): number;
}

/**
 * Measures what a rectangle really costs: three rounds of the whole picture and eight single pixels, none with an axis of the one before.
 * Takes a little longer than three full frames.
 */
export function measureCost({ geometry, clockHz, clock, write }: MeasureOptions): RectangleCost {
  const full: TimedWrite[] = [];
  const small: TimedWrite[] = [];
  const timed = (rectangle: Rectangle): TimedWrite => {
    const beganMs = clock.monotonicMs();
    const bytes = write(rectangle);
    return { bytes, us: (clock.monotonicMs() - beganMs) * 1e3 };
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (let step = 0; step < PIXELS_A_ROUND; step++) {
      const [x, y] = [step % geometry.width, step % geometry.height];
      small.push(timed({ x, y, endX: x + 1, endY: y + 1 }));
    }
    full.push(timed({ x: 0, y: 0, endX: geometry.width, endY: geometry.height }));
  }
  return solveCost({ full: median(full), small: median(small) }, clockHz);
}

/** What one rectangle took. */
export interface TimedWrite {
  readonly bytes: number;
  readonly us: number;
}

/**
 * The line through two measurements:
 *
 *     us = rectangleUs + bytes * 8 / mhz
 *
 * The clock found is the effective one: the gaps between the parts of a long transfer are in it. It is never taken for more than the clock
 * that was asked for nor for less than a twentieth of it, and a rectangle never for nothing or for more than five milliseconds: whatever was
 * measured then was not the bus.
 */
export function solveCost({ full, small }: { full: TimedWrite; small: TimedWrite }, clockHz: number): RectangleCost {
  const askedMhz = clockHz / 1e6;
  const bits = (full.bytes - small.bytes) * 8;
  const us = full.us - small.us;
  const mhz = us > 0 ? clamp(bits / us, askedMhz / SLOWEST_SHARE, askedMhz) : askedMhz;
  const rectangleUs = clamp(small.us - (small.bytes * 8) / mhz, LEAST_RECTANGLE_US, MOST_RECTANGLE_US);
  return { mhz, rectangleUs };
}

/** Of an odd number: other threads get in between, and what they cost is not the bus's. */
function median(writes: readonly TimedWrite[]): TimedWrite {
  const middle = writes.toSorted((a, b) => a.us - b.us)[writes.length >> 1];
  if (middle === undefined)
    throw new DisplayError('not-measured', 'No write was measured; a median takes one at least.');
  return middle;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

const ROUNDS = 3;
const PIXELS_A_ROUND = 8;

/** With 4096 bytes a transfer at 80 MHz, a transfer takes 410 us; gaps that make it twenty times as long are no bus any more. */
const SLOWEST_SHARE = 20;

/** A system call on a fast machine; a rectangle takes two at least. */
const LEAST_RECTANGLE_US = 2;

const MOST_RECTANGLE_US = 5000;
