import type { Geometry } from '../../display/display.js';
import type { ConvertOptions } from './options.js';

/** The steps that bring a picture to the target's size, in this order; each may be missing. Sizes and offsets in pixels. */
export interface FitSteps {
  /** Centred, in the source's pixels. */
  readonly cropFirst?: Geometry;
  readonly scale: Geometry;
  readonly crop?: Placement;
  readonly pad?: Placement;
}

export interface Placement {
  readonly x: number;
  readonly y: number;
}

/** A stored picture: its pixels, and how wide one of them is where it is 1 high. */
export interface PictureShape extends Geometry {
  readonly sampleAspect: number;
}

/** A picture much wider than the panel is cut before it is scaled: 4000x3 on 320x240 would otherwise pass through 320000x240. */
const MAX_OVERHANG = 4;

/** @param target the panel, in the orientation the picture is stored in */
export function fitPicture(source: PictureShape, target: Geometry, fit: ConvertOptions['fit']): FitSteps {
  if (fit === 'stretch') return { scale: target };
  if (fit === 'contain') return contain(source, target);
  return cover(source, target);
}

function cover(source: PictureShape, target: Geometry): FitSteps {
  const cropFirst = cutOverhang(source, target);
  const { width, height } = cropFirst ?? source;
  const shownWidth = width * source.sampleAspect;
  const factor = Math.max(target.width / shownWidth, target.height / height);
  const scale = {
    width: Math.max(target.width, Math.round(shownWidth * factor)),
    height: Math.max(target.height, Math.round(height * factor)),
  };
  return {
    ...(cropFirst && { cropFirst }),
    scale,
    ...(!sameSize(scale, target) && { crop: centre(target, scale) }),
  };
}

function contain(source: PictureShape, target: Geometry): FitSteps {
  const shownWidth = source.width * source.sampleAspect;
  const factor = Math.min(target.width / shownWidth, target.height / source.height);
  const scale = {
    width: Math.min(target.width, Math.max(1, Math.round(shownWidth * factor))),
    height: Math.min(target.height, Math.max(1, Math.round(source.height * factor))),
  };
  return { scale, ...(!sameSize(scale, target) && { pad: centre(scale, target) }) };
}

function cutOverhang(source: PictureShape, target: Geometry): Geometry | undefined {
  const shownWidth = source.width * source.sampleAspect;
  const aspect = target.width / target.height;
  if (shownWidth > source.height * aspect * MAX_OVERHANG) {
    return { width: Math.max(1, Math.ceil((source.height * aspect) / source.sampleAspect)), height: source.height };
  }
  if (source.height > (shownWidth / aspect) * MAX_OVERHANG) {
    return { width: source.width, height: Math.max(1, Math.ceil(shownWidth / aspect)) };
  }
  return undefined;
}

function centre(inner: Geometry, outer: Geometry): Placement {
  return { x: Math.floor((outer.width - inner.width) / 2), y: Math.floor((outer.height - inner.height) / 2) };
}

function sameSize(a: Geometry, b: Geometry): boolean {
  return a.width === b.width && a.height === b.height;
}
