import { type ReadonlySignal, signal } from '@preact/signals';
import type { Job } from '../../../daemon/protocol/job.js';
import { problemWords } from '../texts/problem-words.js';
import { say } from '../texts/sending-words.js';
import { SendRate } from './send-rate.js';
import { createSending, type Sending, type SendingStage } from './sending.js';

/** What sends one file: FileSender. */
export interface Sender {
  start(): Promise<void>;
  pause(): void;
  retryNow(): void;
  end(): void;
  stayAlive(): void;
  leave(): void;
}

export interface SenderEvents {
  onJob(jobId: string): void;
  onProgress(bytes: number): void;
  onBroken(reason: string | undefined): void;
  onSent(): void;
  onFailed(reason: string): void;
}

export interface SendQueueOptions {
  /** Rejects where the code for sending cannot be loaded. */
  createSender(file: File, events: SenderEvents): Promise<Sender>;
  /** Resolves when the daemon knows; never rejects. */
  cancelJob(jobId: string): Promise<void>;
  now(): number;
}

/** One would leave the line idle while the daemon brings a file to an end; more would only make the first come later. */
const AT_ONCE = 2;

interface Entry {
  readonly sending: Sending;
  readonly file: File;
  readonly rate: SendRate;
  sender?: Sender;
  /** The job that the daemon's state has shown. */
  seenJobId?: string;
}

/** The files that this page sends, in the order they were chosen. */
export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #entries = new Map<number, Entry>();
  readonly #sendings = signal<readonly Sending[]>([]);

  constructor(options: SendQueueOptions) {
    this.#options = options;
  }

  get sendings(): ReadonlySignal<readonly Sending[]> {
    return this.#sendings;
  }

  add(files: Iterable<File>): void {
    const added = [...files].map((file) => ({ sending: createSending(file), file, rate: new SendRate() }));
    for (const entry of added) this.#entries.set(entry.sending.key, entry);
    this.#sendings.value = [...this.#sendings.value, ...added.map(({ sending }) => sending)];
    this.#fill();
  }

  pause({ key }: Sending): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.sender?.pause();
    this.#stand(entry, 'paused');
    this.#fill();
  }

  /** At once, be there two others under way: it was asked for. */
  resume({ key }: Sending): void {
    const entry = this.#entries.get(key);
    if (entry?.sending.stage.value === 'paused') void this.#start(entry);
  }

  /** Sends a file that failed once more, from its beginning. */
  retry(sending: Sending): void {
    const entry = this.#entries.get(sending.key);
    if (entry === undefined || sending.stage.value !== 'failed') return;
    this.remove(sending);
    this.add([entry.file]);
  }

  /** Stops it at once, and takes it out when the daemon knows. */
  async cancel(sending: Sending): Promise<void> {
    const entry = this.#entries.get(sending.key);
    if (entry === undefined) return;
    entry.sender?.end();
    this.#stand(entry, 'cancelling');
    this.#fill();
    if (sending.jobId.value !== undefined) await this.#options.cancelJob(sending.jobId.value);
    this.remove(sending);
  }

  /** Ends it on this side. What failed because the file cannot be read any more may go on when it is chosen again. */
  remove(sending: Sending): void {
    const { key } = sending;
    if (!isOver(sending)) this.#entries.get(key)?.sender?.end();
    this.#entries.delete(key);
    this.#sendings.value = this.#sendings.value.filter((other) => other.key !== key);
    this.#fill();
  }

  /** The daemon may be back. */
  retryNow(): void {
    for (const { sender } of this.#entries.values()) sender?.retryNow();
  }

  /** Follows what the daemon says of its jobs: one may end there first, cancelled by another page or failed while it still arrived. */
  follow(jobs: Readonly<Record<string, Job>>): void {
    for (const entry of [...this.#entries.values()]) {
      const { sending } = entry;
      const jobId = sending.jobId.value;
      if (jobId === undefined || isOver(sending)) continue;
      const job = jobs[jobId];
      const isLost = job === undefined && entry.seenJobId === jobId;
      if (job !== undefined) entry.seenJobId = jobId;
      this.#measure(entry, job);
      if (job?.stage === 'cancelled' || (job?.stage === 'ready' && !isToBeRead(job))) this.remove(sending);
      // The daemon was restarted, and goes on under another id.
      else if (isLost && sending.stage.value === 'sent') this.remove(sending);
      else if (job?.stage === 'failed') this.#fail(entry, job.error ? problemWords(job.error) : say('not-sent'));
    }
  }

  stayAlive(): void {
    for (const { sender } of this.#entries.values()) sender?.stayAlive();
  }

  leave(): void {
    for (const { sender } of this.#entries.values()) sender?.leave();
  }

  #fill(): void {
    const entries = [...this.#entries.values()];
    const underWay = entries.filter(({ sending: { stage } }) => stage.value === 'sending' || stage.value === 'broken');
    const waiting = entries.filter(({ sending: { stage } }) => stage.value === 'waiting');
    for (const entry of waiting.slice(0, Math.max(0, AT_ONCE - underWay.length))) void this.#start(entry);
  }

  async #start(entry: Entry): Promise<void> {
    const { sending, file } = entry;
    sending.stage.value = 'sending';
    sending.reason.value = undefined;
    try {
      entry.sender ??= await this.#options.createSender(file, this.#eventsOf(entry));
    } catch {
      this.#fail(entry, say('not-loaded'));
      return;
    }
    // Paused or cancelled in the meantime.
    if (!this.#entries.has(sending.key)) entry.sender.end();
    else if (sending.stage.value === 'sending') await entry.sender.start();
  }

  #eventsOf(entry: Entry): SenderEvents {
    const { sending } = entry;
    return {
      onJob: (jobId) => {
        sending.jobId.value = jobId;
      },
      onProgress: (bytes) => {
        sending.stage.value = 'sending';
        sending.reason.value = undefined;
        sending.sentBytes.value = bytes;
      },
      onBroken: (reason) => {
        this.#stand(entry, 'broken');
        sending.reason.value = reason;
      },
      onSent: () => {
        this.#stand(entry, 'sent');
        sending.sentBytes.value = sending.totalBytes;
        this.#fill();
      },
      onFailed: (reason) => this.#fail(entry, reason),
    };
  }

  /** By what has arrived, where that is told: the browser counts what it has handed to the line, be that megabytes more. */
  #measure({ sending, rate }: Entry, job: Job | undefined): void {
    if (job === undefined || sending.stage.value !== 'sending') return;
    const isTold = job.stage === 'receiving' && job.percent !== undefined;
    const bytes = isTold ? (sending.totalBytes * (job.percent ?? 0)) / 100 : sending.sentBytes.value;
    rate.add(bytes, this.#options.now());
    sending.etaMs.value = rate.etaMs(sending.totalBytes - bytes);
  }

  #fail(entry: Entry, reason: string): void {
    entry.sender?.pause();
    this.#stand(entry, 'failed');
    entry.sending.reason.value = reason;
    this.#fill();
  }

  #stand({ sending, rate }: Entry, stage: Exclude<SendingStage, 'waiting' | 'sending'>): void {
    rate.clear();
    sending.etaMs.value = undefined;
    sending.stage.value = stage;
  }
}

function isOver({ stage }: Sending): boolean {
  return stage.value === 'failed' || stage.value === 'cancelling';
}

/** It is a clip, and there is something to be said about it. */
function isToBeRead({ known, notes = [] }: Job): boolean {
  return known || notes.length > 0;
}
