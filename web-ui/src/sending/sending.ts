import { type Signal, signal } from '@preact/signals';

export type SendingStage =
  /** For its turn. */
  | 'waiting'
  | 'sending'
  /** The line broke, or framed cannot take it now; it is tried again by itself. */
  | 'broken'
  | 'paused'
  /** The daemon has it all; the rest is its job. */
  | 'sent'
  | 'failed'
  | 'cancelling';

/** A file that this page sends, until its job is over. What changes are signals, so that one of a hundred files changes one row. */
export interface Sending {
  readonly key: number;
  readonly name: string;
  readonly totalBytes: number;
  readonly stage: Signal<SendingStage>;
  readonly sentBytes: Signal<number>;
  /** Of the sending alone; undefined while it cannot be known. */
  readonly etaMs: Signal<number | undefined>;
  /** Why it failed, or does not go on for now; a sentence. */
  readonly reason: Signal<string | undefined>;
  /** The daemon's job for it. */
  readonly jobId: Signal<string | undefined>;
}

let nextKey = 1;

export function createSending({ name, size }: { name: string; size: number }): Sending {
  return {
    key: nextKey++,
    name,
    totalBytes: size,
    stage: signal<SendingStage>('waiting'),
    sentBytes: signal(0),
    etaMs: signal<number | undefined>(undefined),
    reason: signal<string | undefined>(undefined),
    jobId: signal<string | undefined>(undefined),
  };
}
