/** A file on its way in, as upload's ArrivingFile: what is there is a contiguous prefix of it. */
export interface ArrivingBytes {
  /** Where the bytes lie; another name once the file is complete and moved. */
  readonly path: string;
  /** There so far. */
  readonly bytes: number;
  /** Undefined where the sender did not say. */
  readonly totalBytes: number | undefined;
  readonly state: 'arriving' | 'complete' | 'failed';
  /** Resolves when more than `beyondBytes` are there, or it is no longer 'arriving'. Rejects with the signal's reason. */
  grown(beyondBytes: number, signal?: AbortSignal): Promise<void>;
}
