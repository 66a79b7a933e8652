import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import type { Clock } from '../clock.js';
import { FramedError, toPlainError } from '../errors.js';
import type { Log } from '../log.js';
import { LaterTries } from './later-tries.js';
import { PastUploads } from './past-uploads.js';
import { UnfinishedUpload } from './unfinished-upload.js';
import { toUploadError, uploadError, uploadInterrupted } from './upload-error.js';
import type { FoundUpload, UploadFolder } from './upload-folder.js';
import { isMetadataTooLong, type UploadInfo } from './upload-info.js';
import type { UploadIntake } from './upload-intake.js';

export interface UploadStoreOptions {
  folder: UploadFolder;
  intake: UploadIntake;
  clock: Clock;
  log: Log;
  /** For tests. */
  later?: LaterTries | undefined;
}

/** A file that brings the daemon down must not do so at every start. */
const MAX_DEATHS = 3;

/** How long a sender has after a start, whatever the clock says of the time before: it may have been set by years in between. */
const GRACE_MS = 3_600_000;

/**
 * The uploads under way, as @tus/server wants a store. Its own file store reads each description back from the disk, has no hash, tells
 * nobody of a byte, and syncs nothing.
 */
export class UploadStore extends DataStore {
  /** No 'creation-defer-length': a bar, an end and a limit need the length. 'expiration' is ours: tus' counts from the beginning. */
  override extensions = ['creation', 'creation-with-upload', 'termination'];
  readonly #options: UploadStoreOptions;
  readonly #uploads = new Map<string, UnfinishedUpload>();
  /** Whole, and their jobs go on. */
  readonly #handedOver = new Set<UnfinishedUpload>();
  readonly #past = new PastUploads();
  /** Whole, and for this reason neither handed over nor taken away so far. */
  readonly #interrupted = new Map<string, FramedError>();
  /** What the disk refused. */
  readonly #later: LaterTries;
  #restoredAtMs = Number.NEGATIVE_INFINITY;
  /** By id, so that a file is handed over once, however often its last byte is announced. */
  readonly #finishing = new Map<string, Promise<void>>();

  constructor(options: UploadStoreOptions) {
    super();
    this.#options = options;
    this.#later = options.later ?? new LaterTries();
  }

  /** Takes up what the last run left; those that are whole are handed over. */
  async restore(): Promise<void> {
    this.#restoredAtMs = this.#options.clock.monotonicMs();
    for (const upload of await this.#options.folder.open()) this.#restore(upload);
  }

  /** The job of an upload that is under way or was finished in this run. */
  jobIdOf(id: string): string | undefined {
    return this.#uploads.get(id)?.jobId ?? this.#past.finished(id)?.jobId;
  }

  override async create(upload: Upload): Promise<Upload> {
    const { id, size: totalBytes, metadata = {} } = upload;
    if (totalBytes === undefined) throw uploadError('upload-malformed', 'Upload-Length must say how long the file is.');
    if (isMetadataTooLong(metadata)) throw uploadError('upload-malformed', 'Upload-Metadata is longer than 4 KiB.');
    const info: UploadInfo = { version: 1, id, totalBytes, metadata, deaths: 0 };
    const begun = this.#begin(info);
    try {
      await this.#options.folder.create(info);
    } catch (thrown) {
      const error = toUploadError(thrown);
      const isOurs = error instanceof FramedError;
      await this.#discard(id, isOurs ? error : new FramedError('internal', 'The file could not be created.'));
      throw error;
    }
    // Cancelled while its files were made.
    if (this.#uploads.get(id) !== begun) await this.#options.folder.remove(id);
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = this.#uploads.get(id);
    // Who hears that all of it is there takes it for stored.
    const interrupted = this.#interrupted.get(id);
    if (interrupted !== undefined) throw interrupted;
    if (upload !== undefined) {
      const { totalBytes: size, metadata } = upload.info;
      return new Upload({ id, size, offset: upload.arrival.bytes, metadata });
    }
    const { bytes } = this.#past.finished(id) ?? this.#missing(id);
    return new Upload({ id, size: bytes, offset: bytes });
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const upload = this.#uploads.get(id);
    if (upload !== undefined) return upload.append(source);
    // The last bytes were acknowledged and the client did not hear it: nothing is left to send.
    if (this.#past.finished(id)?.bytes === offset) return offset;
    return this.#missing(id);
  }

  /** The file is whole. Resolves when it is handed over. */
  finish(id: string): Promise<void> {
    const finishing = this.#finishing.get(id) ?? this.#finish(id).finally(() => this.#finishing.delete(id));
    this.#finishing.set(id, finishing);
    return finishing;
  }

  /** tus' termination: cancels the job, in whatever stage it is. */
  override async remove(id: string): Promise<void> {
    const jobId = this.jobIdOf(id) ?? this.#missing(id);
    await this.#options.intake.cancel(jobId);
    await this.#discard(id, cancelled());
  }

  /** Gives those up of which nothing came for so long: of the last run's not before this one has lasted for an hour. */
  async expire(keepMs: number): Promise<void> {
    const restoredForMs = this.#options.clock.monotonicMs() - this.#restoredAtMs;
    for (const [id, { idleMs, info }] of this.#uploads) {
      const isFromBefore = idleMs > restoredForMs;
      const isWhole = this.#finishing.has(id) || this.#interrupted.has(id);
      if (idleMs < keepMs || isWhole || (isFromBefore && restoredForMs < GRACE_MS)) continue;
      this.#options.log.info('gave an unfinished upload up', { id, hours: Math.round(idleMs / 3_600_000) });
      const hours = Math.round(keepMs / 360_000) / 10;
      const message = `Nothing of the file (${info.totalBytes} bytes) came for ${hours} hours; send it again.`;
      await this.#discard(id, uploadError('upload-expired', message));
    }
  }

  /** Ends what is being sent, and keeps it for the next start. */
  async suspend(): Promise<void> {
    this.#later.stop();
    for (const upload of this.#uploads.values()) {
      upload.suspend(uploadError('upload-busy', 'framed is stopping; the upload goes on when it is back.'));
    }
    this.#uploads.clear();
    await Promise.allSettled(this.#finishing.values());
    for (const upload of this.#handedOver) {
      upload.suspend(uploadError('upload-busy', 'framed is stopping; the upload goes on when it is back.'));
      // A stop is no death.
      await this.#options.folder.describe(upload.info).catch(() => {});
    }
    this.#handedOver.clear();
  }

  #begin(info: UploadInfo, found?: { bytes: number; idleMs: number }): UnfinishedUpload {
    const { folder, intake, clock } = this.#options;
    const onCancel = (reason: unknown) =>
      void this.#discard(info.id, reason instanceof FramedError ? reason : cancelled());
    const upload = new UnfinishedUpload({ info, folder, intake, clock, onCancel, ...(found && { found }) });
    this.#uploads.set(info.id, upload);
    return upload;
  }

  #restore({ info, bytes, lastByteAtWallMs }: FoundUpload): void {
    const { clock, log } = this.#options;
    const { id, totalBytes } = info;
    try {
      // A clock that was not set yet may be behind the file.
      const idleMs = Math.max(0, clock.wallMs() - lastByteAtWallMs);
      this.#begin(info, { bytes, idleMs });
      log.info('an unfinished upload can go on', { id, bytes, totalBytes });
    } catch (error) {
      log.warn('an unfinished upload is left for the next start', { id, reason: toPlainError(error).message });
      return;
    }
    if (bytes < totalBytes) return;
    if (info.deaths < MAX_DEATHS) this.finish(id).catch(() => {});
    else
      void this.#discard(id, uploadError('upload-given-up', `framed died ${info.deaths} times at work on this file.`));
  }

  async #finish(id: string): Promise<void> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return;
    const { jobId, info } = upload;
    try {
      await upload.finish();
    } catch (error) {
      // Cancelled or suspended meanwhile: seen to already.
      if (this.#uploads.get(id) !== upload) throw error;
      throw await this.#notFinished(upload, error);
    }
    this.#uploads.delete(id);
    this.#interrupted.delete(id);
    this.#past.addFinished(id, { bytes: info.totalBytes, jobId });
    this.#handedOver.add(upload);
    void upload.settled().then((isGone) => {
      this.#handedOver.delete(upload);
      if (!isGone) this.#removeLater(id);
    });
  }

  /**
   * What cannot be taken away would be handed over by the next start, whatever its sender was told: so it is not refused, but interrupted, and
   * tried again. Resolves with what the sender is told.
   */
  async #notFinished(upload: UnfinishedUpload, error: unknown): Promise<unknown> {
    const { id } = upload.info;
    const { folder, log } = this.#options;
    if (!this.#interrupted.has(id))
      log.warn('an upload could not be handed over', { id, reason: toPlainError(error).message });
    if (await folder.remove(id)) {
      await this.#discard(id, new FramedError('upload-incomplete', 'The file could not be stored; send it again.'));
      return error;
    }
    // Meanwhile it may have been cancelled.
    if (this.#uploads.get(id) !== upload) return error;
    const reason = uploadInterrupted(error);
    if (!this.#interrupted.has(id)) upload.interrupt(reason);
    this.#interrupted.set(id, reason);
    this.#later.add(id, async () => {
      if (this.#uploads.get(id) === upload) await this.finish(id).catch(() => {});
      return this.#uploads.get(id) !== upload;
    });
    return reason;
  }

  async #discard(id: string, reason: FramedError): Promise<void> {
    const upload = this.#uploads.get(id);
    if (upload === undefined) return;
    this.#uploads.delete(id);
    this.#interrupted.delete(id);
    this.#past.addGone(id, reason);
    if (!(await upload.discard(reason))) this.#removeLater(id);
  }

  /** Somebody was told that it is over: the next start is not to find it. */
  #removeLater(id: string): void {
    this.#later.add(id, () => this.#options.folder.remove(id));
  }

  #missing(id: string): never {
    throw (
      this.#past.goneBecause(id) ?? uploadError('upload-not-found', 'There is no such upload; send the file again.')
    );
  }
}

function cancelled(): FramedError {
  return uploadError('upload-gone', 'The upload was cancelled.');
}
