import { pipeline, type Readable, Transform } from 'node:stream';

/** A file that is being received. What is there is a contiguous prefix of it, and only grows. */
export interface ArrivingMedia {
  /** There so far. */
  readonly bytes: number;
  /** 'failed': no more will come. */
  readonly state: 'arriving' | 'complete' | 'failed';
  /** Resolves when more than `beyondBytes` are there or it is no longer 'arriving'. Rejects with the signal's reason. */
  grown(beyondBytes: number, signal?: AbortSignal): Promise<void>;
  /** From byte 0 to the end, as it grows. Errors where the file fails. May be called several times, each stream on its own. */
  follow(signal?: AbortSignal): Readable;
}

/** An arriving file on its way into another process. */
export interface ArrivingInput {
  readonly stream: Readable;
  /** True while everything that is there was handed on: whoever reads waits for the sender then, and is not to blame for it. */
  isStarved(): boolean;
}

export function openArrivingInput(media: ArrivingMedia, signal: AbortSignal | undefined): ArrivingInput {
  let handedOn = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      handedOn += chunk.length;
      done(null, chunk);
    },
  });
  // An error of the one end is the other's as well; whoever reads meets it.
  pipeline(media.follow(signal), counter, () => {});
  return { stream: counter, isStarved: () => media.state === 'arriving' && handedOn >= media.bytes };
}
