import type { Clock } from '../clock.js';
import { ingestError } from './ingest-error.js';
import type { RunningJob } from './running-job.js';

export interface UploadLimits {
  /** Files that may be under way, from their first byte to their end. */
  readonly maxUploads: number;
  /** What all that have not arrived yet may take together. */
  readonly maxTotalBytes: number;
}

/** What has not arrived yet. */
export interface UnfinishedUploads {
  readonly count: number;
  /** That they will have when all have arrived; of those whose length is not known, what they have. */
  readonly bytes: number;
}

/**
 * An upload of which nothing came for so long makes room where room is wanted. A phone that changes networks or has its screen turned off is
 * back by then, or was put away.
 */
const SILENT_MS = 5 * 60_000;

interface Place {
  readonly job: RunningJob;
  readonly totalBytes: number | undefined;
  bytes: number;
  lastByteAtMs: number;
}

/** The files that are still to arrive: how many there may be, how much they may take, and who steps aside where that is too much. */
export class UploadPlaces {
  #limits: UploadLimits;
  readonly #clock: Clock;
  /** By job. */
  readonly #places = new Map<string, Place>();

  constructor(limits: UploadLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** From the next file on. */
  setMaxTotalBytes(maxTotalBytes: number): void {
    this.#limits = { ...this.#limits, maxTotalBytes };
  }

  get unfinished(): UnfinishedUploads {
    const places = this.#waitedFor();
    return { count: places.length, bytes: places.reduce((sum, place) => sum + bytesOf(place), 0) };
  }

  /**
   * Makes room for a file of so many bytes: where there is none, the uploads that were silent for longest step aside, and fail.
   *
   * @param underWay all jobs there are, these uploads included.
   * @throws too-many-uploads, uploads-full; then nobody stepped aside.
   */
  makeRoom(bytes: number, underWay: number): void {
    const { maxUploads, maxTotalBytes } = this.#limits;
    const { bytes: taken } = this.unfinished;
    // Those that were asked to step aside may not be over yet.
    let places = underWay - (this.#places.size - this.#waitedFor().length);
    let total = taken + bytes;
    const aside: Place[] = [];
    const silent = this.#silentLongestFirst();
    while (places >= maxUploads || total > maxTotalBytes) {
      const next = bytes > maxTotalBytes ? undefined : silent.shift();
      if (next === undefined) throw places >= maxUploads ? tooMany(places) : tooMuch(bytes, taken, maxTotalBytes);
      aside.push(next);
      places -= 1;
      total -= bytesOf(next);
    }
    for (const place of aside) place.job.fail(steppedAside(place, this.#clock));
  }

  /** @param upload.bytes there already, and for how long nothing had come: of an upload that goes on after a restart. */
  enter(job: RunningJob, upload: { totalBytes?: number | undefined; bytes: number; idleMs: number }): void {
    const { totalBytes, bytes, idleMs } = upload;
    this.#places.set(job.job.id, { job, totalBytes, bytes, lastByteAtMs: this.#clock.monotonicMs() - idleMs });
  }

  /** So much of it is there. The job fails where its length was not known, and it goes beyond what there is room for. */
  received(jobId: string, bytes: number): void {
    const place = this.#places.get(jobId);
    if (place === undefined || bytes <= place.bytes) return;
    place.lastByteAtMs = this.#clock.monotonicMs();
    place.bytes = bytes;
    const { maxTotalBytes } = this.#limits;
    const { bytes: taken } = this.unfinished;
    if (place.totalBytes !== undefined || taken <= maxTotalBytes) return;
    place.job.fail(tooMuch(bytes, taken - bytes, maxTotalBytes));
  }

  /** It has arrived, or never will. */
  leave(jobId: string): void {
    this.#places.delete(jobId);
  }

  #waitedFor(): Place[] {
    return [...this.#places.values()].filter(({ job }) => !job.signal.aborted);
  }

  #silentLongestFirst(): Place[] {
    const since = this.#clock.monotonicMs() - SILENT_MS;
    return this.#waitedFor()
      .filter(({ lastByteAtMs }) => lastByteAtMs <= since)
      .sort((a, b) => a.lastByteAtMs - b.lastByteAtMs);
  }
}

function bytesOf({ totalBytes, bytes }: Place): number {
  return totalBytes ?? bytes;
}

function tooMany(places: number) {
  return ingestError('too-many-uploads', `${places} files are on their way already; try again when one is done.`);
}

function tooMuch(bytes: number, taken: number, most: number) {
  return ingestError(
    'uploads-full',
    `The file needs ${megabytes(bytes)}; files on their way take ${megabytes(taken)} and may take ${megabytes(most)} together. Wait until one is done, or raise uploads.max_total_mb.`,
  );
}

function steppedAside({ job, lastByteAtMs }: Place, clock: Clock) {
  const minutes = Math.floor((clock.monotonicMs() - lastByteAtMs) / 60_000);
  return ingestError(
    'upload-stepped-aside',
    `Nothing of "${job.job.name}" came for ${minutes} minutes, and its place was needed for another file; send it again.`,
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
