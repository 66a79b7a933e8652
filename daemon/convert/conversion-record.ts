import type { Geometry } from '../../display/display.js';
import type { ConvertOptions } from './options.js';

/** What was done to a file, as plain JSON of less than {@link MAX_RECORD_BYTES}: for the library to keep and for people to read. */
export interface ConversionRecord {
  readonly tools: { readonly ffmpeg: string };
  /** Programs in the order they ended; paths are reduced to names, long lists to "…". */
  readonly runs: readonly ProgramRun[];
  /** Its size in bytes, and what is known of it, by the names of MediaType, MediaFacts and MediaTiming. */
  readonly source: Readonly<Record<string, string | number>>;
  readonly wanted: { readonly geometry: Geometry; readonly options: ConvertOptions };
  readonly made: {
    readonly kind: string;
    readonly frames: number;
    readonly durationMs: number;
    readonly bytes: number;
  };
  /** Milliseconds: all of it, in ffprobe, and in ffmpeg (which goes on while frames are packed). */
  readonly ms: { readonly total: number; readonly probe: number; readonly ffmpeg: number };
}

export interface ProgramRun {
  /** Without its folder. */
  readonly program: string;
  readonly arguments: readonly string[];
  readonly ms: number;
}

export const MAX_RECORD_BYTES = 4096;
