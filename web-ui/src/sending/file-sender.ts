import { type DetailedError, Upload } from 'tus-js-client';
import { fastStart } from '../fast-start/fast-start.js';
import { errorOf } from '../live/api.js';
import { reconnectDelayMs } from '../live/reconnect-delay.js';
import { problemWords } from '../texts/problem-words.js';
import { say } from '../texts/sending-words.js';
import { afterRefusal } from './after-refusal.js';
import { fingerprintOf } from './fingerprint.js';
import type { KeptUploads } from './kept-uploads.js';
import { FIRST_PART_BYTES, nextPartBytes } from './part-size.js';

export interface FileSenderOptions {
  file: File;
  kept: KeptUploads;
  /** The daemon's job for this file; another one once it was restarted. */
  onJob(jobId: string): void;
  /** Of the file, counted from its beginning: bytes that are there or on the line. */
  onProgress(bytes: number): void;
  /** Nothing goes for now; it is tried again by itself. `reason`: the daemon's words, where it gave some. */
  onBroken(reason: string | undefined): void;
  /** The daemon has it all. */
  onSent(): void;
  /** It is over; the sentence says why. */
  onFailed(reason: string): void;
}

/** A line that takes no byte for so long is dead, though nobody said so: a phone that went to another network. */
const STALL_MS = 30_000;
/** All is sent, and the daemon brings it to the disk. */
const ANSWER_MS = 120_000;

const ENDPOINT = '/api/uploads';

/**
 * Sends one file by tus (https://tus.io/protocols/resumable-upload), however often the line breaks: asks how far it has come, and goes on
 * from there. tus-js-client does the requests; when to try again is decided here, since it gives up after a number of times, and takes a
 * daemon that just starts for one that has lost everything.
 */
export class FileSender {
  readonly #options: FileSenderOptions;
  /** Rewritten for streaming; made once. */
  #film: File | undefined;
  #fingerprint = '';
  #url: string | undefined;
  #upload: Upload | undefined;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #stall: ReturnType<typeof setTimeout> | undefined;
  /** Counts starts and stops, so that what was begun before one of them knows that it is over. */
  #epoch = 0;

  constructor(options: FileSenderOptions) {
    this.#options = options;
  }

  /** Begins, or goes on where it stopped. */
  async start(): Promise<void> {
    this.#stopRequests();
    const epoch = this.#epoch;
    try {
      this.#film ??= await fastStart(this.#options.file);
      this.#fingerprint ||= await fingerprintOf(this.#film);
    } catch {
      if (epoch === this.#epoch) this.#options.onFailed(say('unreadable'));
      return;
    }
    if (epoch !== this.#epoch) return;
    this.#url ??= this.#options.kept.find(this.#fingerprint);
    this.#send(this.#film);
  }

  /** Nothing is sent until {@link start}; what was sent stays. */
  pause(): void {
    this.#stopRequests();
  }

  /** Does not wait any longer with the next attempt, if it waits. */
  retryNow(): void {
    if (this.#retry !== undefined) void this.start();
  }

  /** Ends it for good. The daemon's side of it ends with the job. */
  end(): void {
    this.#stopRequests();
    this.#forget();
  }

  /** Tells that it can be gone on with only by this page, as long as it lives. */
  stayAlive(): void {
    if (this.#url !== undefined) this.#options.kept.keep({ fingerprint: this.#fingerprint, url: this.#url });
  }

  /** The page goes: the next one may go on. */
  leave(): void {
    if (this.#url !== undefined) this.#options.kept.leave({ fingerprint: this.#fingerprint, url: this.#url });
  }

  #send(film: File): void {
    const epoch = this.#epoch;
    const isOver = () => epoch !== this.#epoch;
    const isNew = this.#url === undefined;
    let partBeganAtMs = performance.now();
    const upload = new Upload(film, {
      // Without an endpoint it never begins anew by itself.
      endpoint: isNew ? new URL(ENDPOINT, location.href).href : null,
      uploadUrl: this.#url ?? null,
      metadata: { filename: film.name, filetype: film.type, lastModified: String(film.lastModified) },
      chunkSize: FIRST_PART_BYTES,
      retryDelays: null,
      storeFingerprintForResuming: false,
      fingerprint: async () => this.#fingerprint,
      onBeforeRequest: () => {
        // An upload that is aborted just after its start starts all the same.
        if (isOver()) throw new Error('stopped');
        partBeganAtMs = performance.now();
        this.#watch(STALL_MS);
      },
      onAfterResponse: (_request, response) => {
        const jobId = response.getHeader('Framed-Job');
        if (jobId && !isOver()) this.#options.onJob(jobId);
      },
      onUploadUrlAvailable: () => {
        this.#url = upload.url ?? undefined;
        this.stayAlive();
      },
      onProgress: (bytes) => {
        this.#watch(bytes < film.size ? STALL_MS : ANSWER_MS);
        this.#options.onProgress(bytes);
      },
      onChunkComplete: (bytes) => {
        this.#attempt = 0;
        upload.options.chunkSize = nextPartBytes(bytes, performance.now() - partBeganAtMs);
      },
      onSuccess: () => {
        this.#stopRequests();
        this.#forget();
        this.#options.onSent();
      },
      onError: (error) => {
        if (!isOver()) void this.#failed(film, error);
      },
    });
    this.#upload = upload;
    this.#watch(STALL_MS);
    upload.start();
  }

  async #failed(film: File, error: Error | DetailedError): Promise<void> {
    // Before anything is aborted: that makes a request that is done forget its answer (XMLHttpRequest, section 4.5.8).
    const answer = 'originalResponse' in error ? error.originalResponse : null;
    const status = answer?.getStatus() ?? 0;
    const reason = answer?.getBody() ? problemWords(errorOf(0, answer.getBody())) : undefined;
    this.#stopRequests();
    const epoch = this.#epoch;
    // The browser does not say whether it could not send or could not read.
    const isUnreadable = status === 0 && !(await isReadable(film));
    if (epoch !== this.#epoch) return;
    if (isUnreadable) {
      this.leave();
      return this.#options.onFailed(say('unreadable'));
    }
    switch (afterRefusal(status, this.#url !== undefined)) {
      case 'again':
        // That a place is wrong, or a lock still held, is only between the two programs.
        return this.#tryLater(status >= 500 ? reason : undefined);
      case 'anew':
        this.#forget();
        return this.#tryLater(undefined);
      case 'give-up':
        this.#forget();
        this.#options.onFailed(reason ?? `framed refused the file (HTTP ${status}).`);
    }
  }

  #tryLater(reason: string | undefined): void {
    this.#retry = setTimeout(() => void this.start(), reconnectDelayMs(this.#attempt, Math.random()));
    this.#attempt += 1;
    this.#options.onBroken(reason);
  }

  #watch(patienceMs: number): void {
    clearTimeout(this.#stall);
    this.#stall = setTimeout(() => {
      this.#stopRequests();
      this.#tryLater(undefined);
    }, patienceMs);
  }

  #stopRequests(): void {
    this.#epoch += 1;
    clearTimeout(this.#retry);
    clearTimeout(this.#stall);
    this.#retry = undefined;
    void this.#upload?.abort();
    this.#upload = undefined;
  }

  #forget(): void {
    if (this.#url !== undefined) this.#options.kept.forget({ fingerprint: this.#fingerprint, url: this.#url });
    this.#url = undefined;
  }
}

async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
