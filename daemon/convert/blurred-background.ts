import type { Geometry } from '../../display/display.js';
import type { Placement } from './fit.js';

/** The background is blurred at an eighth of the panel's size: 1/64 of the pixels, and the enlarging blurs once more. */
const REDUCTION = 8;
/** Standard deviation of the blur in pixels of the small picture: 12 on the panel, where nothing of it can be told but colours. */
export const SIGMA = 1.5;
/** So much of its brightness stays, for the picture to stand out. */
export const BRIGHTNESS = 0.6;

/**
 * Filters that put a picture over itself, enlarged to fill the panel, blurred and darkened. All of it happens at the panel's size or below,
 * and in planar RGB: overlay in packed RGBA took twice the time of black bars. This takes 1.2 times ffmpeg's processor time on a 320x180
 * film (0.3 ms more a frame, x64, ffmpeg 5.1), which nobody notices on a 1080p one; the frame zip grows by 16 to 39 %, since bars never change.
 *
 * @param picture its size when it comes to these filters, at most the target's
 * @param at where it lies on the target
 */
export function blurredBackground(picture: Geometry, target: Geometry, at: Placement): readonly string[] {
  const part = visibleWindow(picture, target);
  const small = smallSize(target);
  const behind = [
    `crop=${part.width}:${part.height}:${part.x}:${part.y}:exact=1`,
    `scale=${small.width}:${small.height}:flags=area`,
    'format=gbrp',
    `gblur=sigma=${SIGMA}`,
    `lutrgb=${['r', 'g', 'b'].map((channel) => `${channel}=val*${BRIGHTNESS}`).join(':')}`,
    `scale=${target.width}:${target.height}:flags=bicubic`,
    'format=gbrp',
  ];
  return [
    'format=gbrp',
    // Both inputs of overlay are the same stream, so time stamps are the picture's.
    `split[picture][copy];[copy]${behind.join(',')}[behind];[behind][picture]overlay=${at.x}:${at.y}:format=gbrp`,
  ];
}

/** The part of a picture that fills the target where it is enlarged to cover it. */
export function visibleWindow(picture: Geometry, target: Geometry): Geometry & Placement {
  const aspect = target.width / target.height;
  const width = Math.max(1, Math.min(picture.width, Math.round(picture.height * aspect)));
  const height = Math.max(1, Math.min(picture.height, Math.round(picture.width / aspect)));
  return { x: (picture.width - width) >> 1, y: (picture.height - height) >> 1, width, height };
}

/** At which the blurring is done. */
export function smallSize(target: Geometry): Geometry {
  const small = (side: number) => Math.max(2, Math.ceil(side / REDUCTION));
  return { width: small(target.width), height: small(target.height) };
}
