import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ConvertJob, ConvertResult } from './conversion.js';
import { type ConversionRecord, MAX_RECORD_BYTES, type ProgramRun } from './conversion-record.js';
import type { MediaFacts } from './media-facts.js';
import type { FfmpegTool } from './media-tools.js';
import type { MediaType } from './sniff.js';

/** Takes notes while a file is converted. */
export class ConversionRecorder {
  readonly #runs: ProgramRun[] = [];
  #facts: MediaFacts | undefined;
  #type: MediaType | undefined;

  /** A program has ended. For `RunOptions`. */
  readonly onRun = (run: ProgramRun): void => {
    this.#runs.push({ ...run, arguments: shortened(run.arguments), ms: Math.round(run.ms) });
  };

  /** ffprobe has said what the file is. */
  readonly onFacts = (facts: MediaFacts): void => {
    this.#facts = facts;
  };

  /** The file's first bytes have said how it is to be treated. */
  onType(type: MediaType): void {
    this.#type = type;
  }

  async record(
    { source, geometry, options }: ConvertJob,
    { kind, frames, durationMs, bytes: madeBytes }: ConvertResult,
    totalMs: number,
    { version }: FfmpegTool,
  ): Promise<ConversionRecord> {
    const spent = (program: string) => this.#runs.reduce((sum, run) => sum + (run.program === program ? run.ms : 0), 0);
    // A source that is gone by now was there to be converted.
    const bytes = await stat(source).then(
      ({ size }) => size,
      () => undefined,
    );
    const record: ConversionRecord = {
      tools: { ffmpeg: version },
      runs: this.#runs,
      source: known({ bytes, ...this.#type, ...this.#facts, ...this.#facts?.timing }),
      wanted: { geometry, options },
      made: { kind, frames, durationMs, bytes: madeBytes },
      ms: { total: Math.round(totalMs), probe: spent('ffprobe'), ffmpeg: spent('ffmpeg') },
    };
    return withinLimit(record);
  }
}

/** What is known; not what is not. */
function known(facts: object): Record<string, string | number> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => ['string', 'number'].includes(typeof value)));
}

/** No path leaves the machine, and what is the same for every file is not repeated. */
function shortened(words: readonly string[]): string[] {
  return words.map((word, i) => {
    if (words[i - 1] === '-format_whitelist') return '…';
    if (word.startsWith('file:')) return `file:${basename(word)}`;
    return word.startsWith('/') ? basename(word) : word;
  });
}

/** Whatever comes, the arguments of the first programs go last. */
function withinLimit(record: ConversionRecord): ConversionRecord {
  const { runs } = record;
  for (let kept = runs.length; kept > 0; kept--) {
    const shorter = { ...record, runs: runs.slice(0, kept) };
    if (Buffer.byteLength(JSON.stringify(shorter)) < MAX_RECORD_BYTES) return shorter;
  }
  return { ...record, runs: [] };
}
