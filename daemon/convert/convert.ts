import { resolve } from 'node:path';
import { type Clock, systemClock } from '../clock.js';
import type { FrameZipWriterThread } from '../frames/writer-thread.js';
import { WriterThreads } from '../frames/writer-threads.js';
import type { Log } from '../log.js';
import { type AnimatedPreview, type AnimatedPreviewJob, writeAnimatedPreview } from './animated-preview.js';
import type { ArrivingMedia } from './arriving-media.js';
import type { Conversion, ConvertContext, ConvertJob, ConvertResult, PosterContext, SourceJob } from './conversion.js';
import { ConversionRecorder } from './conversion-recorder.js';
import { convertAnimatedWebp } from './convert-animated-webp.js';
import { convertArriving } from './convert-arriving.js';
import { throwIfCancelled } from './convert-error.js';
import { convertFile } from './convert-file.js';
import { convertFrameZip } from './convert-frame-zip.js';
import { convertPdf } from './convert-pdf.js';
import { exifOrientation } from './exif.js';
import { CONVERT_NICENESS, DEFAULT_MAX_MS, DEFAULT_STALL_MS } from './ffmpeg.js';
import { convertHeif } from './heif.js';
import { readHead } from './input-head.js';
import { type MediaTools, requireFfmpeg } from './media-tools.js';
import { type BlankJob, type BlankResult, findBlanking } from './metadata/blank-metadata.js';
import { type StripJob, type StripResult, stripMetadata } from './metadata/strip-metadata.js';
import { checkOptions, planKey } from './options.js';
import type { Orientation } from './orientation.js';
import { type DocumentPages, openPdf } from './pdf-pages.js';
import { type PosterJob, writePoster } from './poster.js';
import { type PreviewJob, Previews } from './preview.js';
import { defaultMemoryBytes } from './program-limits.js';
import { type MediaType, SNIFF_BYTES, sniff } from './sniff.js';
import { findStreamable } from './streamable.js';
import { type WatchCopy, type WatchCopyJob, writeWatchCopy } from './watch-copy.js';

export type { ConversionRecord } from './conversion-record.js';
export { type ConvertOptions, DEFAULT_CONVERT_OPTIONS, type Focus, optionsForStill, planKey } from './options.js';
export type { Progress } from './progress.js';
export type {
  AnimatedPreview,
  AnimatedPreviewJob,
  ArrivingMedia,
  BlankJob,
  BlankResult,
  Conversion,
  ConvertJob,
  DocumentPages,
  PosterJob,
  PreviewJob,
  StripJob,
  StripResult,
  WatchCopy,
  WatchCopyJob,
};

export interface ConverterOptions {
  readonly tools: MediaTools;
  readonly log: Log;
  readonly clock?: Clock;
  /** For ffmpeg; the thread that compresses steps back further. 0 to 19. */
  readonly niceness?: number;
  /** The most that each program may take which reads a file. Default: defaultMemoryBytes(). */
  readonly memoryBytes?: number;
  /** A silence of this length ends a conversion. */
  readonly stallMs?: number;
  /** No program runs for longer than this. Default: a day. */
  readonly maxMs?: number;
}

/** Makes frame zips of whatever people send. Between jobs it holds nothing but a thread, for some seconds; several may run at once. */
export class Converter {
  readonly #options: ConverterOptions;
  readonly #writers: WriterThreads;
  readonly #previews = new Previews();

  constructor(options: ConverterOptions) {
    this.#options = options;
    this.#writers = new WriterThreads({ niceness: WRITER_NICENESS });
  }

  /**
   * Converts one file. On failure or cancel neither the output nor anything in the work folder is left.
   *
   * @throws ConvertError (see its codes), FrameZipError for a damaged frame zip, and the file system's own errors
   */
  async convert(job: ConvertJob): Promise<Conversion> {
    checkOptions(job.geometry, job.options);
    throwIfCancelled(job.signal);
    const absolute = {
      ...job,
      source: resolve(job.source),
      output: resolve(job.output),
      workFolder: resolve(job.workFolder),
    };
    const context = this.#context();
    const begunMs = context.clock.monotonicMs();
    const recorder = new ConversionRecorder();
    const made = await this.#convertByContent(
      absolute,
      { ...context, onRun: recorder.onRun, onFacts: recorder.onFacts },
      recorder,
    );
    const { notes, ...result } = made;
    const ms = Math.round(context.clock.monotonicMs() - begunMs);
    context.log.info('converted', { name: job.originalName, ...result, ms });
    for (const note of notes) context.log.warn(note, { name: job.originalName });
    const record = await recorder.record(absolute, made, ms, context.ffmpeg);
    return { ...made, planKey: planKey(job.geometry, job.options), record };
  }

  /** Writes a JPEG of a telling frame, at most 320 pixels on its longest side. Throws ConvertError or FrameZipError. */
  async poster(job: PosterJob): Promise<void> {
    throwIfCancelled(job.signal);
    await writePoster({ ...job, zip: resolve(job.zip), output: resolve(job.output) }, this.#context());
  }

  /**
   * Writes a small animation of a clip: at most 2 s, 10 pictures a second, 160 pixels on its longer side; WebP where ffmpeg can, else GIF.
   * A still gets none: then the answer is undefined. Throws ConvertError or FrameZipError.
   */
  async animatedPreview(job: AnimatedPreviewJob): Promise<AnimatedPreview | undefined> {
    throwIfCancelled(job.signal);
    return writeAnimatedPreview({ ...job, zip: resolve(job.zip), output: resolve(job.output) }, this.#context());
  }

  /** Looks whether browsers play a video, and writes a small copy where they may not; see watch-copy.ts. Throws ConvertError. */
  async watchCopy(job: WatchCopyJob): Promise<WatchCopy | undefined> {
    return writeWatchCopy(job, this.#context());
  }

  /**
   * One frame (RGB565, big-endian) of how a choice would look: the first time for a file and moment ffmpeg is asked for the picture, then it
   * takes milliseconds. Throws what converting the file would throw.
   */
  async preview(job: PreviewJob): Promise<Uint8Array> {
    return this.#previews.preview(job, this.#context());
  }

  /**
   * The pages of a document (PDF), for each to become a clip of its own. Undefined: the file is none. Throws ConvertError where it cannot be
   * read, with the package to install where that is why.
   */
  async pages(job: Pick<SourceJob, 'source' | 'originalName' | 'signal'>): Promise<DocumentPages | undefined> {
    throwIfCancelled(job.signal);
    const source = resolve(job.source);
    const { way } = sniff(await readHead(source, SNIFF_BYTES), job.originalName);
    return way === 'pdf' ? openPdf({ ...job, source, workFolder: '' }, this.#context()) : undefined;
  }

  /**
   * Makes a copy of an original without location, device and time; its pictures are the same to the last bit. Where that cannot be done the
   * answer says why, and there is no copy.
   */
  async stripMetadata(job: StripJob): Promise<StripResult> {
    return stripMetadata(job, this.#context());
  }

  /**
   * Whether an original can lose location, device and time where it lies, which takes milliseconds and no second copy; its pictures are the same to the
   * last bit. Nothing is written before `apply` is called.
   */
  async findBlanking(job: BlankJob): Promise<BlankResult> {
    return findBlanking(job);
  }

  async #convertByContent(
    job: ConvertJob,
    context: PosterContext,
    recorder: ConversionRecorder,
  ): Promise<ConvertResult> {
    if (job.arriving !== undefined) return this.#convertArriving(job.arriving, job, context, recorder);
    const head = await readHead(job.source, SNIFF_BYTES);
    const sniffed = sniff(head, job.originalName);
    recorder.onType(sniffed);
    return this.#withWriter(job, (writer) => convertAs(sniffed, exifOrientation(head), job, { ...context, writer }));
  }

  async #convertArriving(
    media: ArrivingMedia,
    job: ConvertJob,
    context: PosterContext,
    recorder: ConversionRecorder,
  ): Promise<ConvertResult> {
    const file = await findStreamable(media, job);
    recorder.onType({ way: 'plain', demuxer: file.demuxer });
    return this.#withWriter(job, (writer) => convertArriving(file, media, job, { ...context, writer }));
  }

  /** The thread gets ready while ffprobe and ffmpeg do. */
  async #withWriter(
    job: ConvertJob,
    use: (writer: FrameZipWriterThread) => Promise<ConvertResult>,
  ): Promise<ConvertResult> {
    const writer = this.#writers.lend(job.geometry);
    try {
      return await use(writer);
    } finally {
      await this.#writers.giveBack(writer);
    }
  }

  #context(): PosterContext {
    const { tools, log, clock = systemClock, niceness = CONVERT_NICENESS, stallMs = DEFAULT_STALL_MS } = this.#options;
    const { memoryBytes = defaultMemoryBytes(), maxMs = DEFAULT_MAX_MS } = this.#options;
    const limits = { niceness, memoryBytes, stallMs, maxMs, sandbox: tools.sandbox ?? [] };
    return { ...requireFfmpeg(tools), heifConvert: tools.heifConvert, pdf: tools.pdf, log, clock, ...limits };
  }
}

/**
 * A conversion waits for one thread of ffmpeg's, which works all the time. The thread that compresses needs a quarter of that, and may be
 * eight frames late: on two cores it should take what the others leave. Where it is later, ffmpeg waits for it, so it cannot starve.
 * Behind an ffmpeg at {@link CONVERT_NICENESS} by 5; film of 640x480 beside an ffmpeg at 0, 20 pairs: 396 ms, and 429 at 5.
 */
const WRITER_NICENESS = 15;

function convertAs(
  { way, demuxer }: MediaType,
  orientation: Orientation,
  job: ConvertJob,
  context: ConvertContext,
): Promise<ConvertResult> {
  switch (way) {
    case 'frame-zip':
      return convertFrameZip(job, context);
    case 'animated-webp':
      return convertAnimatedWebp(job, context);
    case 'heif':
      return convertHeif(job, context);
    case 'pdf':
      return convertPdf(job, context);
    case 'plain':
    case 'still':
      return convertFile({ path: job.source, demuxer, still: way === 'still', orientation }, job, context);
  }
}
