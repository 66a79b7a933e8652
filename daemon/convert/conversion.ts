import type { Geometry } from '../../display/display.js';
import type { Clock } from '../clock.js';
import type { FrameZipWriterThread } from '../frames/writer-thread.js';
import type { Log } from '../log.js';
import type { ClipKind } from '../protocol/clip.js';
import type { ArrivingMedia } from './arriving-media.js';
import type { ConversionRecord, ProgramRun } from './conversion-record.js';
import type { MediaFacts } from './media-facts.js';
import type { FfmpegTool, PdfTools } from './media-tools.js';
import type { ConvertOptions } from './options.js';
import type { Progress } from './progress.js';
import type { Sandbox } from './sandbox.js';

/** One file that is to become a frame zip. */
export interface ConvertJob {
  /** Path of the file. What it is is decided by its content. */
  readonly source: string;
  /**
   * The same file where it is still being received: it is converted as it comes, and the frame zip grows meanwhile. All of it has to have
   * arrived before there is a result, which is what converting from disk would give; where it would not be, the error is
   * 'convert-not-streamable', and the caller converts from disk after the last byte.
   */
  readonly arriving?: ArrivingMedia;
  /** The name people know it by: for messages and for the manifest. */
  readonly originalName: string;
  /** Path of the frame zip; must not exist. It does not exist after a failure either. */
  readonly output: string;
  /** A folder of the caller's for what is needed in between; it stays as it was found. */
  readonly workFolder: string;
  readonly geometry: Geometry;
  readonly options: ConvertOptions;
  readonly signal?: AbortSignal;
  /** Called at most ten times a second. */
  onProgress?(progress: Progress): void;
}

export interface Conversion {
  readonly kind: ClipKind;
  /** Frames stored; one that stands for a while counts once. */
  readonly frames: number;
  /** One pass, in milliseconds; 0 for a still. */
  readonly durationMs: number;
  /** Size of the frame zip. */
  readonly bytes: number;
  readonly planKey: string;
  /** One sentence each, for people: what was damaged, or could not be done as well as it should. */
  readonly notes: readonly string[];
  readonly record: ConversionRecord;
}

/** What every way of converting is given. */
export interface ConvertContext {
  readonly ffmpeg: FfmpegTool;
  readonly ffprobe: string;
  readonly heifConvert: string | undefined;
  readonly pdf?: PdfTools | undefined;
  readonly log: Log;
  readonly clock: Clock;
  readonly niceness: number;
  /** The most that each program may take which reads a file; see defaultMemoryBytes(). */
  readonly memoryBytes: number;
  readonly stallMs: number;
  /** By the clock on the wall; see RunOptions. */
  readonly maxMs: number;
  /** Processor time for each program; see ProgramLimits. */
  readonly cpuMs?: number | undefined;
  /** Where programs run. */
  readonly sandbox: Sandbox;
  /** Each program that ended, for the record. */
  readonly onRun?: (run: ProgramRun) => void;
  /** What ffprobe said, for the record. */
  readonly onFacts?: (facts: MediaFacts) => void;
  /** Writes this conversion's frame zip; whoever made it gives it up where the conversion fails. */
  readonly writer: FrameZipWriterThread;
}

/** What making a poster is given, and all else that makes no frame zip. */
export type PosterContext = Omit<ConvertContext, 'writer'>;

/** What of a job is needed to read its source. */
export type SourceJob = Pick<ConvertJob, 'source' | 'originalName' | 'workFolder' | 'signal'>;

/** What a way of converting gives back; the caller adds the rest. */
export type ConvertResult = Omit<Conversion, 'planKey' | 'record'>;

/** The limits for a program that makes one picture or a few: somebody waits for it, and a Pi Zero takes 20 s for 50 megapixels. */
export function briefly<Context extends PosterContext>(context: Context): Context & { readonly cpuMs: number } {
  return { ...context, maxMs: 2 * context.stallMs, cpuMs: 4 * context.stallMs };
}
