import type { Geometry } from '../../display/display.js';
import { BRIGHTNESS, SIGMA, smallSize, visibleWindow } from './blurred-background.js';
import { cutOut, type RgbPicture, resample } from './resample.js';

/** What the filters of `blurredBackground` do to a picture, for previews. */
export function blurredBackgroundRgb(picture: RgbPicture, target: Geometry): RgbPicture {
  const small = smallSize(target);
  const reduced = resample(cutOut(picture, visibleWindow(picture, target)), small, 'area');
  return resample(blurred(reduced), target);
}

/** ffmpeg's gblur with one step: a recursive filter, forward and back, along rows and then columns; and the darkening. */
function blurred({ width, height, pixels }: RgbPicture): RgbPicture {
  const lambda = SIGMA ** 2 / 2;
  const nu = (1 + 2 * lambda - Math.sqrt(1 + 4 * lambda)) / (2 * lambda);
  const values = Float32Array.from(pixels);
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < height; y++) smooth(values, y * width * 3 + channel, 3, width, nu);
    for (let x = 0; x < width; x++) smooth(values, x * 3 + channel, width * 3, height, nu);
  }
  const gain = (nu / lambda) ** 2 * BRIGHTNESS;
  return { width, height, pixels: Uint8Array.from(values, (value) => Math.min(255, Math.round(value * gain))) };
}

function smooth(values: Float32Array, first: number, step: number, count: number, nu: number): void {
  const last = first + (count - 1) * step;
  const edge = 1 / (1 - nu);
  values[first] = (values[first] ?? 0) * edge;
  for (let at = first + step; at <= last; at += step) values[at] = (values[at] ?? 0) + nu * (values[at - step] ?? 0);
  values[last] = (values[last] ?? 0) * edge;
  for (let at = last - step; at >= first; at -= step) values[at] = (values[at] ?? 0) + nu * (values[at + step] ?? 0);
}
