import type { Readable } from 'node:stream';

/** A file on its way in, as upload's ArrivingFile: what is there is a contiguous prefix of it. */
export interface ArrivingBytes {
  /** Where the bytes lie while they arrive. */
  readonly path: string;
  /** There so far. */
  readonly bytes: number;
  /** Undefined where the sender did not say. */
  readonly totalBytes: number | undefined;
  readonly state: 'arriving' | 'complete' | 'failed';
  /** Resolves when more than `beyondBytes` are there, or it is no longer 'arriving'. Rejects with the signal's reason. */
  grown(beyondBytes: number, signal?: AbortSignal): Promise<void>;
}

/** Reads an arriving file from its first byte to its last, as it grows; errors where it fails. Upload has it. */
export type Follow = (file: ArrivingBytes, options: { signal?: AbortSignal }) => Readable;
