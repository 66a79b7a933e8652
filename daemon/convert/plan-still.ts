import type { Geometry } from '../../display/display.js';
import { inputColourOptions, isHdr, isRgb, toneMapFilters } from './colour.js';
import { demuxerArguments } from './demuxers.js';
import { EXACT, type Picture, scaleFilter } from './filters.js';
import type { MediaFacts } from './media-facts.js';
import { isQuarterTurn, orientationFilters } from './orientation.js';
import { alphaDecoder, type Capabilities, type CommandLine, deinterlace, inputArguments, rawInput } from './plan.js';

/** One picture as raw pixels on standard output. */
export interface StillPlan extends Geometry {
  readonly commandLine: CommandLine;
  /** Then a pixel has 4 bytes (RGBA), else 3 (RGB). */
  readonly transparent: boolean;
  /** See `pictureFilters`. */
  readonly drawn: boolean;
}

/** Which picture: a moment, to be sought; or a number in order, for animations, which know no seeking. */
export type Place = { readonly atMs: number } | { readonly index: number };

/**
 * The picture at a place, upright, with square pixels, and no larger than a preview on such a panel needs.
 *
 * @param source.demuxer from the file's bytes
 */
export function planStill(
  source: { readonly path: string; readonly demuxer: string | undefined; readonly facts: MediaFacts },
  place: Place,
  panel: Geometry,
  tools: Capabilities,
): StillPlan {
  const { path, demuxer, facts } = source;
  const decoder = alphaDecoder(facts, tools, []);
  const picture: Picture = facts.alpha === 'separate' && !decoder ? { ...facts, alpha: 'none' } : facts;
  const { filters, ...still } = stillFilters(picture, panel, tools);
  const seek = 'atMs' in place && place.atMs > 0 ? ['-ss', (place.atMs / 1000).toFixed(6)] : [];
  const select = 'index' in place ? [`select='eq(n,${place.index})'`] : [];
  return {
    ...still,
    commandLine: {
      before: [
        ...inputArguments(tools),
        ...demuxerArguments(demuxer),
        ...(decoder ? [`-c:${facts.streamIndex}`, decoder] : []),
        ...seek,
      ],
      path,
      after: [
        ...['-map', `0:${facts.streamIndex}`],
        ...output([...select, ...deinterlace(facts, tools, []), ...filters], still.transparent),
      ],
    },
  };
}

/** The same of a picture that comes raw on standard input. */
export function planRawStill(picture: Picture, panel: Geometry, tools: Capabilities): StillPlan {
  const { filters, ...still } = stillFilters(picture, panel, tools);
  const before = [...inputArguments(tools), ...rawInput(picture, picture.pixelFormat)];
  return { ...still, commandLine: { before, after: ['-map', '0:0', ...output(filters, still.transparent)] } };
}

function output(filters: readonly string[], transparent: boolean): readonly string[] {
  return ['-vf', filters.join(','), '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', transparent ? 'rgba' : 'rgb24'];
}

function stillFilters(picture: Picture, panel: Geometry, tools: Capabilities) {
  const size = stillSize(picture, panel);
  const transparent = picture.alpha !== 'none';
  const toneMap = isHdr(picture) && !transparent && tools.filters.has('zscale') && tools.filters.has('tonemap');
  const text = `${size.width}:${size.height}`;
  const filters = [
    ...(toneMap
      ? [scaleFilter(text, 'flags=bicubic', []), ...toneMapFilters(picture)]
      : [scaleFilter(text, EXACT, inputColourOptions(picture))]),
    `format=${transparent ? 'rgba' : 'rgb24'}`,
    ...orientationFilters(picture.orientation),
    'setsar=1',
  ];
  const upright = isQuarterTurn(picture.orientation) ? { width: size.height, height: size.width } : size;
  return { filters, ...upright, transparent, drawn: isRgb(picture.pixelFormat) || transparent };
}

/** 1024x768 pixels of RGB are 2.4 MB. */
const MAX_SIDE_PX = 1024;

/**
 * Twice the panel's longer side is enough: on a 1080p film and a 320x240 panel, stills of 640 and of 1024 pixels give previews equally
 * near to the conversion (34.4 and 34.5 dB). A panorama may be longer, so that filling the panel with its height does not enlarge it.
 */
function stillSize({ width, height, sampleAspect }: Picture, panel: Geometry): Geometry {
  const shown = { width: width * sampleAspect, height };
  const [short, long] = [Math.min(shown.width, height), Math.max(shown.width, height)];
  const panelSide = Math.max(panel.width, panel.height);
  const side = Math.min(MAX_SIDE_PX, 2 * panelSide);
  const factor = Math.min(1, Math.max(side / long, Math.min(panelSide / short, (4 * side) / long)));
  const scaled = (pixels: number) => Math.max(1, Math.round(pixels * factor));
  return { width: scaled(shown.width), height: scaled(height) };
}
