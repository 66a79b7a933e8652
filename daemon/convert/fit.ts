import type { Geometry } from '../../display/display.js';
import { CENTRE, type ConvertOptions, type Focus } from './options.js';

/** The steps that bring a picture to the target's size, in this order; each may be missing. Sizes and offsets in pixels. */
export interface FitSteps {
  /** In the source's pixels. */
  readonly cropFirst?: Geometry & Placement;
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

/**
 * @param target the panel, in the orientation the picture is stored in
 * @param focus on the stored picture; for cover
 */
export function fitPicture(
  source: PictureShape,
  target: Geometry,
  fit: ConvertOptions['fit'],
  focus: Focus = CENTRE,
): FitSteps {
  if (fit === 'stretch') return { scale: target };
  if (fit === 'contain') return contain(source, target);
  return cover(source, target, focus);
}

function cover(source: PictureShape, target: Geometry, focus: Focus): FitSteps {
  const cropFirst = cutOverhang(source, target, focus);
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
    ...(!sameSize(scale, target) && {
      crop: around(cropFirst ? within(focus, cropFirst, source) : focus, target, scale),
    }),
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

function cutOverhang(source: PictureShape, target: Geometry, focus: Focus): FitSteps['cropFirst'] {
  const shownWidth = source.width * source.sampleAspect;
  const aspect = target.width / target.height;
  if (shownWidth > source.height * aspect * MAX_OVERHANG) {
    const width = Math.max(1, Math.ceil((source.height * aspect) / source.sampleAspect));
    return cutOut({ width, height: source.height }, source, focus);
  }
  if (source.height > (shownWidth / aspect) * MAX_OVERHANG) {
    return cutOut({ width: source.width, height: Math.max(1, Math.ceil(shownWidth / aspect)) }, source, focus);
  }
  return undefined;
}

function cutOut(inner: Geometry, outer: Geometry, focus: Focus): Geometry & Placement {
  return { ...inner, ...around(focus, inner, outer) };
}

function centre(inner: Geometry, outer: Geometry): Placement {
  return around(CENTRE, inner, outer);
}

/** Where `inner` lies in `outer` with the focus in its middle, or as near to it as the edges allow. */
function around(focus: Focus, inner: Geometry, outer: Geometry): Placement {
  const place = (share: number, inside: number, outside: number) => {
    const at = share * outside;
    // Rounded down, a piece of a single pixel could end before the focus.
    const first = Math.max(Math.floor(at - inside / 2), Math.ceil(at - inside));
    return Math.max(0, Math.min(outside - inside, first));
  };
  return { x: place(focus.x, inner.width, outer.width), y: place(focus.y, inner.height, outer.height) };
}

/** The focus as a share of a piece of the picture. */
function within({ x, y }: Focus, piece: Geometry & Placement, whole: Geometry): Focus {
  return { x: (x * whole.width - piece.x) / piece.width, y: (y * whole.height - piece.y) / piece.height };
}

function sameSize(a: Geometry, b: Geometry): boolean {
  return a.width === b.width && a.height === b.height;
}
