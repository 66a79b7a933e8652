import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArrivingMedia } from '../../../daemon/convert/arriving-media.js';
import type { StripJob, StripResult } from '../../../daemon/convert/convert.js';
import { type ConvertOptions, planKey } from '../../../daemon/convert/options.js';
import type { DocumentPages } from '../../../daemon/convert/pdf-pages.js';
import { FramedError } from '../../../daemon/errors.js';
import { FrameZipWriter } from '../../../daemon/frames/writer.js';
import type { ClipConverter, ConversionJob } from '../../../daemon/ingest/clip-converter.js';
import { frameBytes } from '../../../display/panel.js';

/** A converter that does as it is told, with real files and no ffmpeg. A source that begins with "broken" is refused. */
export class ScriptedConverter implements ClipConverter {
  /** Sources in the order their conversion began, by content. */
  readonly converted: string[] = [];
  /** Conversions under way, and the most there were at once. */
  running = 0;
  mostAtOnce = 0;
  hasPosters = true;
  /** Made so far. */
  posters = 0;
  refusedPosters = 0;
  /** Pages of documents that cannot be converted. */
  readonly brokenPages = new Set<number>();
  /** Makes small animations, and how many it made. */
  hasPreviews = false;
  previews = 0;
  /** Finds that no file plays in browsers, and makes small copies. */
  hasCopies = false;
  /** Converts files while they arrive. */
  streams = true;
  /** Refuses every source, whatever it begins with. */
  refuses = false;
  /** Of each conversion, in the order they began. */
  readonly options: ConvertOptions[] = [];
  readonly #waiters: (() => void)[] = [];
  #gate: Promise<void> = Promise.resolve();
  #open = () => {};

  /** Resolves when so many conversions have begun. */
  async begun(count: number): Promise<void> {
    while (this.converted.length < count) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /** Conversions stop half-way until the returned function is called. */
  hold(): () => void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
    return () => this.#open();
  }

  async convert(job: ConversionJob) {
    const { source, originalName, output, workFolder, geometry, options, arriving, signal, onProgress } = job;
    const content = arriving ? await readFirst(arriving, signal) : await readFile(source, 'utf8');
    this.converted.push(arriving ? `${content} (arriving)` : content);
    for (const wake of this.#waiters.splice(0)) wake();
    this.options.push(options);
    this.running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    try {
      await writeFile(join(workFolder, 'palette.png'), 'half-done');
      const kind = 'video' as const;
      const writer = FrameZipWriter.create(output, {
        geometry,
        kind,
        slug: 'film',
        originalFilename: originalName,
      });
      writer.addFrame(new Uint8Array(frameBytes(geometry)).fill(1), 0);
      onProgress?.({ frames: 1, percent: 50, etaMs: 40 });
      await Promise.race([this.#gate, whenAborted(signal)]);
      if (arriving) await readAll(arriving, signal);
      if (arriving && !this.streams) {
        writer.abort();
        throw new FramedError('convert-not-streamable', 'it cannot be converted as it comes');
      }
      if (signal?.aborted || this.refuses || content.startsWith('broken')) {
        // What is in the work folder stays: that is ingest's to remove, however a conversion ends.
        writer.abort();
        throw new FramedError('media-unreadable', 'the file is damaged');
      }
      writer.addFrame(new Uint8Array(frameBytes(geometry)).fill(2), 40);
      const { storedFrames: frames, durationMs, bytes } = writer.finish({ endMs: 80 });
      onProgress?.({ frames, percent: 100, etaMs: 0 });
      return { kind, frames, durationMs, bytes, planKey: planKey(geometry, options), notes: ['a note'] };
    } finally {
      this.running -= 1;
    }
  }

  async animatedPreview({ zip, output }: { zip: string; output: string }) {
    if (!this.hasPreviews) return undefined;
    await this.#gate;
    await writeFile(output, `moving ${(await readFile(zip)).length}`, { flag: 'wx' });
    this.previews += 1;
    return { type: 'image/webp' as const };
  }

  async watchCopy({ source, output }: { source: string; output: string }) {
    if (!this.hasCopies) return undefined;
    await this.#gate;
    await writeFile(output, `copy of ${await readFile(source, 'utf8')}`, { flag: 'wx' });
    return { playsOriginal: false, copied: true };
  }

  /** Leaves files as they are, until a test has its own. */
  async stripMetadata(_job: StripJob): Promise<StripResult> {
    return { stripped: false, reason: 'it tells nothing' };
  }

  /** A file that begins with "document of 3, 2 wanted" has as many pages, each of which reads "page 1" and so on. */
  async pages({ source, originalName }: { source: string; originalName: string }): Promise<DocumentPages | undefined> {
    const [, total, count = total] = /^document of (\d+)(?:, (\d+) wanted)?/.exec(await readFile(source, 'utf8')) ?? [];
    if (total === undefined) return undefined;
    return {
      total: Number(total),
      count: Number(count),
      nameOf: (page) => `${originalName.replace('.pdf', '')}, page ${page}`,
      render: (page, output) => writeFile(output, `${this.brokenPages.has(page) ? 'broken ' : ''}page ${page}`),
    };
  }

  async poster({ zip, output }: { zip: string; output: string }) {
    if (!this.hasPosters) {
      this.refusedPosters += 1;
      throw new FramedError('convert-failed', 'no poster today');
    }
    await access(zip);
    await writeFile(output, 'a poster', { flag: 'wx' });
    this.posters += 1;
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}

/** What is there as soon as there is something. */
async function readFirst(arriving: ArrivingMedia, signal: AbortSignal | undefined): Promise<string> {
  for await (const piece of arriving.follow(signal)) return String(piece);
  return '';
}

/** Resolves at the file's end; rejects where it fails. */
async function readAll(arriving: ArrivingMedia, signal: AbortSignal | undefined): Promise<void> {
  for await (const _ of arriving.follow(signal));
}
