import * as z from 'zod';
import { hasAlpha } from './colour.js';
import { ConvertError, quoteName } from './convert-error.js';
import { MAX_PIXELS } from './demuxers.js';
import type { MediaFacts, MediaTiming } from './media-facts.js';
import { type Orientation, orientationOfMatrix } from './orientation.js';
import { claimedRate, parseRatio } from './rate.js';

const Stream = z.object({
  index: z.int().check(z.nonnegative()),
  codec_type: z.optional(z.string()),
  codec_name: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  pix_fmt: z.optional(z.string()),
  sample_aspect_ratio: z.optional(z.string()),
  color_range: z.optional(z.string()),
  color_space: z.optional(z.string()),
  color_transfer: z.optional(z.string()),
  field_order: z.optional(z.string()),
  r_frame_rate: z.optional(z.string()),
  avg_frame_rate: z.optional(z.string()),
  time_base: z.optional(z.string()),
  duration: z.optional(z.string()),
  nb_frames: z.optional(z.string()),
  disposition: z.optional(z.record(z.string(), z.number())),
  tags: z.optional(z.record(z.string(), z.string())),
  side_data_list: z.optional(z.array(z.object({ displaymatrix: z.optional(z.string()) }))),
});
type Stream = z.infer<typeof Stream>;

const Probe = z.object({
  streams: z.optional(z.array(Stream)),
  format: z.optional(z.object({ format_name: z.optional(z.string()), duration: z.optional(z.string()) })),
});

/** What the caller knows from the file's own bytes. */
export interface ProbeContext {
  /** For messages. */
  readonly name: string;
  readonly still: boolean;
  /** EXIF's; the container's display matrix comes on top where there is none. */
  readonly orientation: Orientation;
}

/** Arguments for ffprobe behind the allow-lists: all that {@link decodeProbe} reads. */
export const PROBE_ARGUMENTS: readonly string[] = ['-show_streams', '-show_format', '-of', 'json'];

/** Turns ffprobe's JSON into facts about the one picture stream that counts. Throws ConvertError 'media-no-picture', '-too-large', '-unsupported', '-unreadable'. */
export function decodeProbe(json: string, context: ProbeContext): MediaFacts {
  const { streams = [], format } = parse(json, context);
  const stream = chooseStream(streams, context);
  const { codec_name: codec, pix_fmt: pixelFormat, width = 0, height = 0 } = stream;
  checkSize(width, height, context);
  if (codec === undefined || pixelFormat === undefined) {
    throw new ConvertError(
      'media-unsupported',
      `${quoteName(context.name)} holds a picture that this machine's ffmpeg cannot decode${codec ? ` (${codec})` : ''}.`,
    );
  }
  if (width < 1 || height < 1) {
    throw new ConvertError('media-unreadable', `${quoteName(context.name)} does not say how large its picture is.`);
  }
  return {
    streamIndex: stream.index,
    codec,
    width,
    height,
    sampleAspect: Math.min(16, Math.max(1 / 16, parseRatio(stream.sample_aspect_ratio, ':') ?? 1)),
    pixelFormat,
    orientation: context.orientation !== 1 ? context.orientation : matrixOrientation(stream),
    range: stream.color_range === 'pc' || stream.color_range === 'tv' ? stream.color_range : undefined,
    matrix: known(stream.color_space),
    transfer: known(stream.color_transfer),
    interlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
    alpha: alphaOf(stream, pixelFormat),
    timing: timingOf(stream, streams.length, format, context),
  };
}

function parse(json: string, context: ProbeContext): z.infer<typeof Probe> {
  try {
    return Probe.parse(JSON.parse(json));
  } catch (cause) {
    throw new ConvertError('media-unreadable', `${quoteName(context.name)} has headers that make no sense.`, { cause });
  }
}

/** The default picture stream, else the one with the most pixels. Cover art, preview tracks and tiles of a larger picture do not count. */
function chooseStream(streams: readonly Stream[], { name }: ProbeContext): Stream {
  const is = (stream: Stream, disposition: string) => (stream.disposition?.[disposition] ?? 0) > 0;
  const pictures = streams.filter(
    (stream) =>
      stream.codec_type === 'video' &&
      !['attached_pic', 'timed_thumbnails', 'dependent', 'still_image'].some((unwanted) => is(stream, unwanted)),
  );
  const rank = (stream: Stream) =>
    (is(stream, 'default') ? 1e12 : 0) +
    (stream.width ?? 0) * (stream.height ?? 0) +
    (Number(stream.nb_frames) > 1 ? 0.5 : 0);
  const best = pictures.reduce<Stream | undefined>((a, b) => (a === undefined || rank(b) > rank(a) ? b : a), undefined);
  if (best !== undefined) return best;
  const holds = streams.some((stream) => stream.codec_type === 'audio') ? 'sound but no moving picture' : 'no picture';
  throw new ConvertError(
    'media-no-picture',
    `${quoteName(name)} holds ${holds}; a video, an animation or a photo is wanted.`,
  );
}

function checkSize(width: number, height: number, { name }: ProbeContext): void {
  if (width * height > MAX_PIXELS) throw tooLarge(name, `${width}x${height}`);
}

/** @param size "20000x20000" */
export function tooLarge(name: string, size: string): ConvertError {
  const most = `at most ${MAX_PIXELS / 1e6} megapixels are accepted`;
  return new ConvertError('media-too-large', `${quoteName(name)} is ${size} pixels; ${most}.`);
}

function matrixOrientation(stream: Stream): Orientation {
  const printed = stream.side_data_list?.find((data) => data.displaymatrix !== undefined)?.displaymatrix;
  return printed === undefined ? 1 : orientationOfMatrix(printed);
}

function alphaOf(stream: Stream, pixelFormat: string): MediaFacts['alpha'] {
  if (hasAlpha(pixelFormat)) return 'in-pixels';
  // Matroska's AlphaMode; the tag's case differs between versions.
  return stream.tags?.['alpha_mode'] === '1' || stream.tags?.['ALPHA_MODE'] === '1' ? 'separate' : 'none';
}

function timingOf(
  stream: Stream,
  streamCount: number,
  format: z.infer<typeof Probe>['format'],
  { still }: ProbeContext,
): MediaTiming {
  const frames = Number(stream.nb_frames) || undefined;
  const rates = [parseRatio(stream.r_frame_rate), parseRatio(stream.avg_frame_rate)] as const;
  const seconds =
    secondsOf(stream.duration) ??
    clockSeconds(stream.tags?.['DURATION']) ??
    (streamCount === 1 ? secondsOf(format?.duration) : undefined);
  const animation = format?.format_name === 'gif' || format?.format_name === 'apng';
  return {
    kind: still ? 'still' : animation ? 'animation' : 'video',
    frames: still ? 1 : frames,
    durationMs: still || seconds === undefined ? undefined : seconds * 1000,
    rate: still ? undefined : claimedRate(...rates),
    tickUs: (parseRatio(stream.time_base) ?? 1e-6) * 1e6,
  };
}

function secondsOf(text: string | undefined): number | undefined {
  const seconds = Number(text ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** Matroska's statistics tag: "00:01:02.345000000". */
function clockSeconds(text: string | undefined): number | undefined {
  const [hours = Number.NaN, minutes = Number.NaN, seconds = Number.NaN] = (text ?? '').split(':').map(Number);
  return secondsOf(String(hours * 3600 + minutes * 60 + seconds));
}

function known(tag: string | undefined): string | undefined {
  return tag === 'unknown' || tag === 'reserved' ? undefined : tag;
}
