import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from '../clock.js';
import type { FramedError } from '../errors.js';
import { Arrival } from './arriving-file.js';
import { handOver } from './hand-over.js';
import { RunningHash } from './running-hash.js';
import { uploadError } from './upload-error.js';
import type { UploadFolder } from './upload-folder.js';
import { nameIn, type UploadInfo } from './upload-info.js';
import type { ArrivalTicket, UploadIntake } from './upload-intake.js';

/** What bears this name in a ticket's folder is whole. */
const COMPLETE_NAME = 'original';

export interface UnfinishedUploadOptions {
  info: UploadInfo;
  folder: UploadFolder;
  intake: UploadIntake;
  clock: Clock;
  /** There from before a restart, and how long nothing had come then. */
  found?: { bytes: number; idleMs: number };
  /** Its job was cancelled, or ended for this reason: it is to be removed. */
  onCancel(reason: unknown): void;
}

/** A file between its first byte and its last, together with its job. */
export class UnfinishedUpload {
  readonly info: UploadInfo;
  readonly arrival: Arrival;
  readonly #ticket: ArrivalTicket;
  readonly #folder: UploadFolder;
  readonly #clock: Clock;
  readonly #onCancel: () => void;
  readonly #hash: RunningHash;
  /** Aborted with the reason why no more bytes are taken. */
  readonly #end = new AbortController();
  #lastByteAtMs: number;
  /** Undefined before it was handed over; then whether it is still here as well. */
  #isStillHere: boolean | undefined;

  /** Throws the intake's reason why there can be no job for it; then nothing has begun. */
  constructor({ info, folder, intake, clock, found, onCancel }: UnfinishedUploadOptions) {
    const { id, totalBytes } = info;
    this.info = info;
    this.#folder = folder;
    this.#clock = clock;
    this.#onCancel = () => onCancel(this.#ticket.signal.reason);
    this.#lastByteAtMs = clock.monotonicMs() - (found?.idleMs ?? 0);
    this.arrival = new Arrival({ path: folder.dataPath(id), totalBytes, bytes: found?.bytes ?? 0 });
    this.#hash = new RunningHash(this.arrival);
    const { metadata } = info;
    const options = { totalBytes, arriving: this.arrival, key: id, metadata, idleMs: found?.idleMs ?? 0 };
    this.#ticket = intake.beginUpload(nameIn(metadata), options);
    this.#ticket.signal.addEventListener('abort', this.#onCancel, { once: true });
    if (this.arrival.bytes > 0) this.#ticket.received(this.arrival.bytes, totalBytes);
  }

  get jobId(): string {
    return this.#ticket.job.id;
  }

  /** How long ago the last byte came, or the upload began. */
  get idleMs(): number {
    return this.#clock.monotonicMs() - this.#lastByteAtMs;
  }

  /**
   * Writes what comes at the end of what is there, and returns the bytes that are there then: all of them are in the file and in the
   * hash, however the source ends. Rejects with the source's or the disk's error, or the reason of {@link end}.
   */
  async append(source: Readable): Promise<number> {
    const { signal } = this.#end;
    signal.throwIfAborted();
    const stop = () => source.destroy(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const handle = await open(this.arrival.path, 'r+');
    // After a restart. What fails here fails again, and is told, in `finish`.
    this.#hash.catchUp(signal).catch(() => {});
    try {
      for await (const piece of source.iterator({ destroyOnReturn: false })) await this.#write(handle, piece);
    } catch (error) {
      // By the reason itself: @tus/server's pipeline would take a source that is merely closed for the client's own leaving.
      source.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      await handle.close();
    }
    return this.arrival.bytes;
  }

  /**
   * All bytes are there: hands the file over. Resolves when it is the ticket's, and its bytes are on the disk. It stays here too until
   * {@link settled}, so that whatever kills the daemon before, the next start hands it over again. Rejects with the disk's error, or what keeps
   * the ticket from keeping it; then it may be called again.
   */
  async finish(): Promise<void> {
    const { signal } = this.#end;
    const { info, arrival } = this;
    const sha256 = await this.#hash.digest(signal);
    signal.throwIfAborted();
    // Who reads it need not wait for the disk.
    arrival.complete();
    const path = join(this.#ticket.folder, COMPLETE_NAME);
    // First: what comes after takes no time, and is what a daemon that dies loses.
    await this.#sync();
    this.#isStillHere ??= await handOver(arrival.path, path);
    signal.throwIfAborted();
    arrival.movedTo(path);
    this.#letGo();
    try {
      await Promise.all([this.#ticket.completed({ path, bytes: info.totalBytes, sha256 }), this.#noteAttempt()]);
    } catch (error) {
      this.#ticket.signal.addEventListener('abort', this.#onCancel, { once: true });
      throw error;
    }
  }

  /** It could not be handed over, and cannot be taken away either: the job says why it waits. */
  interrupt(reason: FramedError): void {
    this.#ticket.interrupted({ code: reason.code, message: reason.message });
  }

  /**
   * Resolves when the file that was handed over is safe elsewhere or not wanted, with whether nothing of it is here any more. Where the daemon
   * stopped before, it is to stay.
   */
  async settled(): Promise<boolean> {
    await this.#ticket.settled;
    return this.#end.signal.aborted || this.#folder.remove(this.info.id);
  }

  /**
   * Ends what is being sent and removes what was, for a reason that the job is given where it goes on. Resolves with whether nothing of it is
   * here any more. May be called twice.
   */
  async discard(reason: FramedError): Promise<boolean> {
    if (this.#end.signal.aborted) return true;
    this.suspend(reason);
    this.arrival.fail();
    this.#ticket.failed({ code: reason.code, message: reason.message });
    return this.#folder.remove(this.info.id);
  }

  /** Takes no more bytes, and leaves everything for the next start. */
  suspend(reason: FramedError): void {
    this.#letGo();
    this.#end.abort(reason);
  }

  /** Should the daemon die of what follows, it is known at the next start. A disk that does not take that may take the file all the same. */
  async #noteAttempt(): Promise<void> {
    const { info } = this;
    if (this.#isStillHere) await this.#folder.describe({ ...info, deaths: info.deaths + 1 }).catch(() => {});
    else this.#folder.forget(info.id);
  }

  async #sync(): Promise<void> {
    const handle = await open(this.arrival.path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  #letGo(): void {
    this.#ticket.signal.removeEventListener('abort', this.#onCancel);
  }

  async #write(handle: FileHandle, piece: unknown): Promise<void> {
    if (!(piece instanceof Uint8Array)) throw new TypeError('an upload is made of bytes');
    for (let written = 0; written < piece.length; ) {
      this.#end.signal.throwIfAborted();
      const position = this.arrival.bytes;
      if (position >= this.info.totalBytes)
        throw uploadError('body-too-large', `The file has ${position} bytes already.`);
      const { bytesWritten } = await handle.write(piece, written, piece.length - written, position);
      this.#hash.update(piece.subarray(written, written + bytesWritten), position);
      this.arrival.grew(bytesWritten);
      written += bytesWritten;
    }
    this.#lastByteAtMs = this.#clock.monotonicMs();
    this.#ticket.received(this.arrival.bytes, this.info.totalBytes);
  }
}
