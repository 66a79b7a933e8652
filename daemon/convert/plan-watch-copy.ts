import { inputColourOptions, isHdr, toneMapFilters } from './colour.js';
import { demuxerArguments } from './demuxers.js';
import { scaleFilter } from './filters.js';
import type { MediaFacts } from './media-facts.js';
import { orientationFilters } from './orientation.js';
import { type Capabilities, type CommandLine, deinterlace, inputArguments } from './plan.js';

/** The longer side, in pixels. A phone held upright is some 390 CSS pixels wide: enough to see what it is, and small to make and to keep. */
const SIDE_PX = 640;
/** Of a longer video, its beginning: a Pi Zero 2 makes about as much in ten minutes. */
export const MAX_COPY_MS = 600_000;
const MAX_FPS = 30;
const VIDEO_BITS_PER_SECOND = 700_000;
const SOUND_BITS_PER_SECOND = 64_000;
/** A place that can be sought every two seconds. */
const KEY_FRAME_EVERY = 60;

/** The most that a copy of so long a video takes: 10 minutes are 57 MB. */
export function mostCopyBytes(durationMs: number | undefined): number {
  const seconds = Math.min(durationMs ?? MAX_COPY_MS, MAX_COPY_MS) / 1000;
  return Math.ceil((seconds * (VIDEO_BITS_PER_SECOND + SOUND_BITS_PER_SECOND)) / 8);
}

/**
 * A small H.264 copy of a video in MP4, its index in front, with its sound as AAC: for browsers that do not play the original. It says nothing
 * of place, time and device.
 *
 * @param source.demuxer from the file's bytes
 */
export function planWatchCopy(
  source: { readonly path: string; readonly demuxer: string | undefined; readonly facts: MediaFacts },
  output: string,
  tools: Capabilities,
): CommandLine {
  const { path, demuxer, facts } = source;
  const filters = [
    ...deinterlace(facts, tools, []),
    `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${(1 / MAX_FPS - 0.002).toFixed(4)})'`,
    ...smallPicture(facts, tools),
    ...orientationFilters(facts.orientation),
    'setsar=1',
  ];
  const bits = String(VIDEO_BITS_PER_SECOND);
  return {
    before: [...inputArguments(tools), ...demuxerArguments(demuxer), '-t', String(MAX_COPY_MS / 1000)],
    path,
    after: [
      ...[
        '-map',
        `0:${facts.streamIndex}`,
        '-map',
        '0:a:0?',
        '-map_metadata',
        '-1',
        '-map_chapters',
        '-1',
        '-sn',
        '-dn',
      ],
      ...['-vf', filters.join(','), '-fps_mode', 'vfr'],
      // One thread: the picture on the glass needs the others.
      ...['-c:v', 'libx264', '-threads', '1', '-preset', 'veryfast', '-profile:v', 'main', '-level', '3.1'],
      ...['-crf', '28', '-maxrate', bits, '-bufsize', String(2 * VIDEO_BITS_PER_SECOND), '-g', String(KEY_FRAME_EVERY)],
      ...['-colorspace', 'smpte170m', '-color_range', 'tv'],
      ...['-c:a', 'aac', '-b:a', String(SOUND_BITS_PER_SECOND), '-ac', '2'],
      ...['-fflags', '+bitexact', '-movflags', '+faststart', '-progress', 'pipe:1', '-f', 'mp4'],
    ],
    output,
  };
}

/** Square pixels, even sides (H.264 halves them for colour), and never enlarged. */
function smallPicture(facts: MediaFacts, { filters }: Capabilities): readonly string[] {
  const shownWidth = facts.width * facts.sampleAspect;
  const factor = Math.min(1, SIDE_PX / Math.max(shownWidth, facts.height));
  const even = (pixels: number) => Math.max(2, 2 * Math.round((pixels * factor) / 2));
  const size = `${even(shownWidth)}:${even(facts.height)}`;
  const toYuv = ['scale=flags=bicubic:out_color_matrix=bt601:out_range=tv', 'format=yuv420p'];
  if (isHdr(facts) && filters.has('zscale') && filters.has('tonemap'))
    return [scaleFilter(size, 'flags=bicubic', []), ...toneMapFilters(facts), ...toYuv];
  const colours = [...inputColourOptions(facts), 'out_color_matrix=bt601', 'out_range=tv'];
  return [scaleFilter(size, 'flags=bicubic', colours), 'format=yuv420p'];
}
