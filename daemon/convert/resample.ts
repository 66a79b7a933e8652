import type { Geometry } from '../../display/display.js';
import type { Placement } from './fit.js';

/** Pixels of three bytes each: red, green, blue; rows from top to bottom without gaps. */
export interface RgbPicture extends Geometry {
  readonly pixels: Uint8Array;
}

/** A part of a picture, in memory of its own. */
export function cutOut({ width, pixels }: RgbPicture, window: Geometry & Placement): RgbPicture {
  const cut = new Uint8Array(window.width * window.height * 3);
  for (let y = 0; y < window.height; y++) {
    const from = ((window.y + y) * width + window.x) * 3;
    cut.set(pixels.subarray(from, from + window.width * 3), y * window.width * 3);
  }
  return { width: window.width, height: window.height, pixels: cut };
}

export type Kernel = 'bicubic' | 'area';

/**
 * Scales a picture. Bicubic is what swscale means by it (B = 0, C = 0.6; widened where the picture shrinks); area takes each source pixel
 * by how much of it is covered.
 */
export function resample(source: RgbPicture, { width, height }: Geometry, kernel: Kernel = 'bicubic'): RgbPicture {
  const across = weightsOf(source.width, width, kernel);
  const down = weightsOf(source.height, height, kernel);
  const pixels = new Uint8ClampedArray(width * height * 3);
  const line = new Float32Array(source.width * 3);
  for (let y = 0; y < height; y++) {
    mixRows(source, down, y, line);
    mixColumns(line, across, pixels, y * width * 3);
  }
  return { width, height, pixels: new Uint8Array(pixels.buffer) };
}

/** For each pixel of the result, the `taps` source pixels from `first` on and their weights, which add up to 1. */
interface Weights {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

function mixRows(source: RgbPicture, { taps, first, weights }: Weights, y: number, line: Float32Array) {
  const { pixels } = source;
  line.fill(0);
  const count = line.length;
  for (let tap = 0; tap < taps; tap++) {
    const weight = weights[y * taps + tap] ?? 0;
    if (weight === 0) continue;
    const from = ((first[y] ?? 0) + tap) * count;
    for (let i = 0; i < count; i++) line[i] = (line[i] ?? 0) + weight * (pixels[from + i] ?? 0);
  }
}

function mixColumns(line: Float32Array, { taps, first, weights }: Weights, into: Uint8ClampedArray, offset: number) {
  for (let x = 0; x < first.length; x++) {
    let at = (first[x] ?? 0) * 3;
    let [red, green, blue] = [0, 0, 0];
    for (let tap = x * taps; tap < (x + 1) * taps; tap++, at += 3) {
      const weight = weights[tap] ?? 0;
      red += weight * (line[at] ?? 0);
      green += weight * (line[at + 1] ?? 0);
      blue += weight * (line[at + 2] ?? 0);
    }
    into[offset + x * 3] = red;
    into[offset + x * 3 + 1] = green;
    into[offset + x * 3 + 2] = blue;
  }
}

function weightsOf(source: number, scaled: number, kernel: Kernel): Weights {
  const ratio = source / scaled;
  const reach = kernel === 'area' ? ratio / 2 + 0.5 : 2 * Math.max(1, ratio);
  const taps = Math.min(source, Math.ceil(2 * reach) + 1);
  const first = new Int32Array(scaled);
  const weights = new Float32Array(scaled * taps);
  for (let i = 0; i < scaled; i++) {
    const middle = (i + 0.5) * ratio - 0.5;
    // At the edges the outermost pixel stands for what is beyond it.
    const begin = Math.max(0, Math.min(source - taps, Math.floor(middle - reach + 1)));
    first[i] = begin;
    let sum = 0;
    for (let at = Math.floor(middle - reach); at <= Math.ceil(middle + reach); at++) {
      const weight = kernel === 'area' ? overlap(at - middle, ratio) : cubic((at - middle) / Math.max(1, ratio));
      const tap = i * taps + Math.max(0, Math.min(source - 1, at)) - begin;
      if (weight === 0) continue;
      weights[tap] = (weights[tap] ?? 0) + weight;
      sum += weight;
    }
    for (let tap = i * taps; tap < (i + 1) * taps; tap++) weights[tap] = (weights[tap] ?? 0) / sum;
  }
  return { taps, first, weights };
}

/** Mitchell and Netravali's family with B = 0 and C = 0.6, swscale's choice. */
function cubic(distance: number): number {
  const c = 0.6;
  const x = Math.abs(distance);
  if (x < 1) return (2 - c) * x ** 3 + (c - 3) * x ** 2 + 1;
  return x < 2 ? -c * x ** 3 + 5 * c * x ** 2 - 8 * c * x + 4 * c : 0;
}

/** How much of a source pixel at this distance lies within a pixel of the result, `ratio` source pixels wide. */
function overlap(distance: number, ratio: number): number {
  return Math.max(0, Math.min(distance + 0.5, ratio / 2) - Math.max(distance - 0.5, -ratio / 2));
}
