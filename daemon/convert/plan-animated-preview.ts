import type { Geometry } from '../../display/display.js';
import { type Capabilities, type CommandLine, inputArguments, rawInput } from './plan.js';

/** How an animated preview is packed: a smaller one follows where the first turns out too large. */
export interface PreviewPacking {
  /** The longer side, in pixels; a smaller picture is not enlarged. */
  readonly side: number;
  /** libwebp's 0 to 100; for GIF the colours are so many of 256 more or less. */
  readonly quality: number;
}

export const PREVIEW_PACKINGS: readonly PreviewPacking[] = [
  { side: 160, quality: 60 },
  { side: 160, quality: 30 },
  { side: 112, quality: 20 },
];

/** RGB565 frames on standard input, `rate` a second, become an animation on standard output that plays over and over. */
export function planAnimatedPreview(
  geometry: Geometry,
  rate: number,
  type: 'image/webp' | 'image/gif',
  { side, quality }: PreviewPacking,
  tools: Capabilities,
): CommandLine {
  const factor = Math.min(1, side / Math.max(geometry.width, geometry.height));
  const scaled = (pixels: number) => Math.max(1, Math.round(pixels * factor));
  const scale = `scale=${scaled(geometry.width)}:${scaled(geometry.height)}:flags=area`;
  const input = rawInput(geometry, 'rgb565be').map((word, i, words) =>
    words[i - 1] === '-framerate' ? String(rate) : word,
  );
  const colours = Math.max(16, Math.round((quality * 256) / 100));
  const palette = `split[a][b];[a]palettegen=max_colors=${colours}[p];[b][p]paletteuse=dither=bayer`;
  const packed =
    type === 'image/webp'
      ? ['-vf', scale, '-c:v', 'libwebp_anim', '-quality', String(quality), '-loop', '0', '-f', 'webp']
      : ['-vf', `${scale},${palette}`, '-loop', '0', '-f', 'gif'];
  return { before: [...inputArguments(tools), ...input], after: ['-map', '0:0', ...packed] };
}
