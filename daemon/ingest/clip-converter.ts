import type { Geometry } from '../../display/display.js';
import type { ArrivingMedia } from '../convert/arriving-media.js';
import type { ConvertOptions } from '../convert/options.js';
import type { DocumentPages } from '../convert/pdf-pages.js';
import type { ClipKind } from '../protocol/clip.js';

/** What ingest needs of the converter: convert/converter.ts has it, and tests have their own. */
export interface ClipConverter {
  /** Makes a frame zip of `source`. Rejects with a code and a sentence, soon after `signal` is aborted too; then `output` is of no use. */
  convert(job: ConversionJob): Promise<ConvertedClip>;
  /** Makes a JPEG of a telling frame. `madeShare`: the frame zip still grows, and this much of the clip is in it, 0 to 1. */
  poster(job: { zip: string; output: string; signal?: AbortSignal; madeShare?: number }): Promise<void>;
  /** The pages of a document; undefined: the file is none. Rejects where it cannot be read. */
  pages?(job: { source: string; originalName: string; signal?: AbortSignal }): Promise<DocumentPages | undefined>;
  /** Makes a small animation of a clip's frames; undefined where they do not move, and nothing is written. */
  animatedPreview?(job: {
    zip: string;
    output: string;
    signal?: AbortSignal;
  }): Promise<{ type: 'image/webp' | 'image/gif' } | undefined>;
  /** Looks whether browsers play a video, and makes a small copy where they may not; undefined where that is not allowed to take its room. */
  watchCopy?(job: {
    source: string;
    originalName: string;
    output: string;
    allows(bytes: number): boolean;
    signal?: AbortSignal;
  }): Promise<{ playsOriginal: boolean; copied: boolean } | undefined>;
  /** Whether a file can lose location, device and time where it lies, in no time; with `apply` it does. Nothing is written before. */
  findBlanking?(job: { source: string; originalName: string; signal?: AbortSignal }): Promise<BlankingFound>;
  /** Makes a copy of a file without location, device and time; where that cannot be done, says why and leaves nothing. */
  stripMetadata?(job: {
    source: string;
    output: string;
    originalName: string;
    signal?: AbortSignal;
  }): Promise<{ stripped: true; bytes: number } | { stripped: false; reason: string }>;
}

/** Of a file that is not understood so far, the reason is the end of a sentence. */
export type BlankingFound =
  | { possible: true; boxes: readonly string[]; tracks: readonly string[]; apply(): Promise<void> }
  | { possible: false; reason: string };

export interface ConversionJob {
  source: string;
  /** As the sender gave it; goes into the frame zip's manifest. */
  originalName: string;
  /** The frame zip to write. */
  output: string;
  /** An existing, empty folder for intermediate files. */
  workFolder: string;
  geometry: Geometry;
  options: ConvertOptions;
  /** The source while it is still received; it is converted as it comes. See convert's ConvertJob. */
  arriving?: ArrivingMedia;
  signal?: AbortSignal;
  onProgress?(progress: ConversionProgress): void;
}

export interface ConversionProgress {
  frames: number;
  percent?: number;
  etaMs?: number;
}

export interface ConvertedClip {
  kind: ClipKind;
  frames: number;
  durationMs: number;
  /** Of the frame zip. */
  bytes: number;
  planKey: string;
  /** Sentences about what a person may wonder at. */
  notes: readonly string[];
  /** What was done, as JSON; for people. */
  record?: unknown;
}
