import type { Geometry } from '../../display/display.js';
import { isHdr } from './colour.js';
import { DEMUXER_ALLOW_LIST, demuxerArguments, MAX_PIXELS, MAX_STREAMS, PROTOCOL_ALLOW_LIST } from './demuxers.js';
import { type Picture, pictureFilters } from './filters.js';
import type { MediaFacts } from './media-facts.js';
import type { ConvertOptions } from './options.js';
import { evenlyCapped, RateGrid, stampToleranceUs } from './rate.js';

/** What the installed ffmpeg can do, as far as plans differ by it. */
export interface Capabilities {
  readonly filters: ReadonlySet<string>;
  readonly decoders: ReadonlySet<string>;
  /** Threads for decoding. */
  readonly threads: number;
}

/** ffmpeg's arguments, before and after its `-i`. */
export interface CommandLine {
  readonly before: readonly string[];
  /** A path, for `file:`; undefined: standard input. */
  readonly path?: string;
  readonly after: readonly string[];
  /** A path to write to. Default: standard output. */
  readonly output?: string;
}

/** How one file becomes frames. Pure: the same facts, panel, options and tools give the same plan. */
export interface Plan {
  readonly commandLine: CommandLine;
  /** What the clip's frames may be put on where its stamps agree. */
  readonly grid: RateGrid | undefined;
  /** Milliseconds of the result as far as the file says, after start, length and speed; undefined: unknown. */
  readonly expectedMs: number | undefined;
  /** One sentence each, for people: what could not be done as well as it should. */
  readonly notes: readonly string[];
}

/**
 * Plans a file that ffmpeg opens itself. An animation gives all its pictures; when each is shown is for scheduleFrames to say.
 *
 * @param source.path undefined: the file comes on standard input
 * @param source.demuxer from the file's bytes
 */
export function planFile(
  source: { readonly path: string | undefined; readonly demuxer: string | undefined; readonly facts: MediaFacts },
  geometry: Geometry,
  options: ConvertOptions,
  tools: Capabilities,
): Plan {
  const { facts, path, demuxer } = source;
  const { kind } = facts.timing;
  const notes: string[] = [];
  const rate = constantRate(facts, options);
  const decoder = alphaDecoder(facts, tools, notes);
  const picture: Picture = facts.alpha === 'separate' && !decoder ? { ...facts, alpha: 'none' } : facts;
  const canToneMap = tools.filters.has('zscale') && tools.filters.has('tonemap');
  if (isHdr(facts) && !canToneMap)
    notes.push('The colours are HDR, and this ffmpeg has no zscale filter to tone them down: they look pale.');

  const filters = [
    ...deinterlace(facts, tools, notes),
    ...(kind === 'video' ? [...atSpeed(options), ...pace(facts, options, rate)] : []),
    ...pictureFilters(picture, geometry, options, { canToneMap, isFilm: kind === 'video' }),
    // The end of the chain stamps every frame in whole microseconds; checksum=0 spares the pixels' sum.
    'settb=AVTB',
    'showinfo=checksum=0',
  ];
  const seek = kind === 'video' ? trim(options) : [];
  return {
    commandLine: {
      before: [
        ...inputArguments(tools),
        ...demuxerArguments(demuxer),
        ...(decoder ? [`-c:${facts.streamIndex}`, decoder] : []),
        ...seek,
      ],
      ...(path !== undefined && { path }),
      after: [
        '-map',
        `0:${facts.streamIndex}`,
        '-vf',
        filters.join(','),
        ...(kind === 'still' ? ['-frames:v', '1'] : []),
        ...RAW_OUTPUT,
      ],
    },
    grid: grid(facts, options, rate),
    expectedMs: expectedMs(facts, options),
    notes,
  };
}

/** Plans pictures that come raw on standard input, one in, one out; when each is due is the sender's to know. */
export function planPictures(
  picture: Picture,
  geometry: Geometry,
  options: ConvertOptions,
  tools: Capabilities,
): CommandLine {
  return {
    before: [...inputArguments(tools), ...rawInput(picture, picture.pixelFormat)],
    after: [
      '-map',
      '0:0',
      '-vf',
      pictureFilters(picture, geometry, options, { canToneMap: false }).join(','),
      ...RAW_OUTPUT,
    ],
  };
}

/** Decodes WebP files that come one behind the other; each becomes RGBA of the canvas's size, with the picture in the top left corner. */
export function planWebpDecode({ width, height }: Geometry, tools: Capabilities): CommandLine {
  const filters = [
    'scale=flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp:in_color_matrix=bt601:in_range=tv',
    'format=rgba',
    `pad=${width}:${height}:0:0:color=black@0`,
  ];
  return {
    before: [...inputArguments(tools), '-f', 'webp_pipe'],
    after: ['-map', '0:0', '-vf', filters.join(','), '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgba'],
  };
}

/** The longest side of a poster, in pixels. A smaller picture is not enlarged. */
const POSTER_PX = 320;

/** One RGB565 frame on standard input becomes a JPEG on standard output. */
export function planPoster({ width, height }: Geometry, tools: Capabilities): CommandLine {
  const factor = Math.min(1, POSTER_PX / Math.max(width, height));
  const side = (pixels: number) => Math.max(1, Math.round(pixels * factor));
  const size = `${side(width)}:${side(height)}`;
  return {
    before: [...inputArguments(tools), ...rawInput({ width, height }, 'rgb565be')],
    after: [
      ...[
        '-map',
        '0:0',
        '-frames:v',
        '1',
        '-vf',
        `scale=${size}:flags=bicubic:out_color_matrix=bt601:out_range=pc,format=yuvj420p`,
      ],
      ...['-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg'],
    ],
  };
}

/** Pixels on standard input. */
export function rawInput({ width, height }: Geometry, pixelFormat: string): readonly string[] {
  return ['-f', 'rawvideo', '-pixel_format', pixelFormat, '-video_size', `${width}x${height}`, '-framerate', '25'];
}

/** For every run: what is said, how much may be held, and what may be opened. */
export function inputArguments({ threads }: Pick<Capabilities, 'threads'>): readonly string[] {
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'level+info'],
    ...['-threads', String(threads), '-max_pixels', String(MAX_PIXELS), '-noautorotate'],
    ...accessArguments(),
  ];
}

/** The locks on what ffmpeg and ffprobe may open, and how many streams of it. */
export function accessArguments(): readonly string[] {
  const locks = ['-protocol_whitelist', PROTOCOL_ALLOW_LIST, '-format_whitelist', DEMUXER_ALLOW_LIST];
  return [...locks, '-max_streams', String(MAX_STREAMS)];
}

/**
 * Every frame as it comes: none repeated, none dropped, whatever its stamp. "Encoding" it is a copy; left alone ffmpeg starts threads for
 * that, and every frame goes there and back: 1,060 changes of thread for 145 frames of film instead of 370, and 3 % more processor time.
 */
const RAW_OUTPUT: readonly string[] = [
  ...['-fps_mode', 'passthrough', '-threads', '1'],
  ...['-f', 'rawvideo', '-pix_fmt', 'rgb565be'],
];

/** The one rate that is forced on the clip; undefined: it keeps its own timing. */
function constantRate({ timing }: MediaFacts, options: ConvertOptions): number | undefined {
  if (options.fps !== undefined) return options.fps;
  if (!options.compatible) return undefined;
  const { maxFps, speed = 1 } = options;
  return evenlyCapped(timing.rate === undefined ? maxFps : timing.rate * speed, maxFps);
}

/** In microseconds, because a container's own ticks may be too coarse to be divided. */
function atSpeed({ speed = 1 }: ConvertOptions): readonly string[] {
  return speed === 1 ? [] : ['settb=AVTB', `setpts=PTS/${speed}`];
}

function pace({ timing }: MediaFacts, { maxFps, speed }: ConvertOptions, rate: number | undefined): readonly string[] {
  if (rate !== undefined) return [`fps=fps=${rate}`];
  const shortest = Math.max(0, 1 / maxFps - stampToleranceUs(timing.tickUs, speed) / 1e6);
  return [`select='isnan(prev_selected_t)+gte(t-prev_selected_t,${shortest.toFixed(6)})'`];
}

function grid({ timing }: MediaFacts, options: ConvertOptions, rate: number | undefined): RateGrid | undefined {
  if (rate !== undefined) return new RateGrid(rate, 1, { forced: true });
  if (timing.rate === undefined || timing.kind !== 'video') return undefined;
  const { maxFps, speed = 1 } = options;
  return new RateGrid(evenlyCapped(timing.rate * speed, maxFps), timing.tickUs, { speed });
}

/** Before `-i`, so that ffmpeg seeks instead of decoding all that comes before. */
function trim({ startMs = 0, lengthMs }: ConvertOptions): readonly string[] {
  const seconds = (ms: number) => (ms / 1000).toFixed(6);
  return [
    ...(startMs > 0 ? ['-ss', seconds(startMs)] : []),
    ...(lengthMs === undefined ? [] : ['-t', seconds(lengthMs)]),
  ];
}

function expectedMs({ timing }: MediaFacts, options: ConvertOptions): number | undefined {
  if (timing.kind === 'still') return 0;
  const { startMs = 0, lengthMs = Number.POSITIVE_INFINITY, speed = 1 } = options;
  const takenMs = Math.min(lengthMs, (timing.durationMs ?? Number.POSITIVE_INFINITY) - startMs);
  return takenMs === Number.POSITIVE_INFINITY ? undefined : takenMs / speed;
}

/** Says so in `notes` where it cannot be done. */
export function deinterlace(
  { interlaced, width, height }: MediaFacts,
  { filters }: Capabilities,
  notes: string[],
): readonly string[] {
  // Both filters look three rows and columns far.
  if (!interlaced || width < 3 || height < 3) return [];
  const filter = ['bwdif', 'yadif'].find((name) => filters.has(name));
  if (filter) return [`${filter}=mode=send_frame:deint=all`];
  notes.push('The picture is interlaced, and this ffmpeg has no filter to mend that: moving edges look like combs.');
  return [];
}

/** ffmpeg's own VP8 and VP9 decoders leave transparency out. Says so in `notes` where there is no other. */
export function alphaDecoder(
  { alpha, codec }: MediaFacts,
  { decoders }: Capabilities,
  notes: string[],
): string | undefined {
  if (alpha !== 'separate') return undefined;
  const decoder = codec === 'vp9' ? 'libvpx-vp9' : codec === 'vp8' ? 'libvpx' : undefined;
  if (decoder && decoders.has(decoder)) return decoder;
  notes.push('The transparency could not be read: this ffmpeg has no libvpx.');
  return undefined;
}
