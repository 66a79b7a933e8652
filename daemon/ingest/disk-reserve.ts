import { statfsSync } from 'node:fs';
import { ingestError } from './ingest-error.js';

export interface DiskLimits {
  /** So much of the disk stays free. */
  readonly keepFreeBytes: number;
  /** So much may the library take; undefined: as much as there is. */
  readonly maxLibraryBytes?: number | undefined;
}

export interface DiskUse {
  /** To whoever is no superuser, on the library's file system. */
  freeBytes(): number;
  /** Originals and frames. */
  libraryBytes(): number;
  /** Of what is there, what can be given up for something that people send. Default: nothing. */
  spareBytes?(): number;
  /** Gives up so much of that, soon. */
  giveUp?(bytes: number): void;
}

/** What is free on the file system that `folder` is on. */
export function freeBytesAt(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Says whether there is room for a file, before it comes and while it does. */
export class DiskReserve {
  #limits: DiskLimits;
  readonly #use: DiskUse;
  /** By job: what is still to come of files on their way. */
  readonly #promised = new Map<string, number>();

  constructor(limits: DiskLimits, use: DiskUse) {
    this.#limits = limits;
    this.#use = use;
  }

  /** From the next check on. */
  setLimits(limits: DiskLimits): void {
    this.#limits = limits;
  }

  /**
   * Throws disk-reserve or library-full where a file of so many bytes does not fit beside those on their way. 0 asks whether there is room
   * for anything at all. What is spared is given up where it is needed.
   */
  check(bytes: number): void {
    const { keepFreeBytes, maxLibraryBytes } = this.#limits;
    const promised = sum(this.#promised.values());
    const spare = this.#use.spareBytes?.() ?? 0;
    const free = this.#use.freeBytes() + spare - promised;
    if (free - bytes < keepFreeBytes) {
      throw ingestError(
        'disk-reserve',
        `The file needs ${megabytes(bytes)}; ${megabytes(Math.max(0, free))} of the disk are free and ${megabytes(keepFreeBytes)} stay so. Remove clips, or lower uploads.keep_free_mb.`,
      );
    }
    const used = this.#use.libraryBytes() - spare + promised;
    if (maxLibraryBytes !== undefined && used + bytes > maxLibraryBytes) {
      throw ingestError(
        'library-full',
        `The file needs ${megabytes(bytes)}; the library has ${megabytes(used)} and may have ${megabytes(maxLibraryBytes)}. Remove clips, or raise library.max_mb.`,
      );
    }
    if (spare > 0) this.#giveUp(this.shortBytes() + bytes);
  }

  /** Whether there is room for so many bytes of what can be made again: twice the reserve is left, and a tenth of what the library may have. */
  allows(bytes: number): boolean {
    const { keepFreeBytes, maxLibraryBytes = Number.POSITIVE_INFINITY } = this.#limits;
    const promised = sum(this.#promised.values());
    const isOnDisk = this.#use.freeBytes() - promised - bytes >= 2 * keepFreeBytes;
    return isOnDisk && this.#use.libraryBytes() + promised + bytes <= 0.9 * maxLibraryBytes;
  }

  /** So much should be given up for what is there and on its way; below 0 where there is room for more. */
  shortBytes(): number {
    const { keepFreeBytes, maxLibraryBytes = Number.POSITIVE_INFINITY } = this.#limits;
    const promised = sum(this.#promised.values());
    const onDisk = keepFreeBytes - (this.#use.freeBytes() - promised);
    return Math.max(onDisk, this.#use.libraryBytes() + promised - maxLibraryBytes);
  }

  #giveUp(bytes: number): void {
    if (bytes > 0) this.#use.giveUp?.(bytes);
  }

  /** So much of a job's file is still to come; 0: nothing. */
  promise(jobId: string, bytes: number): void {
    if (bytes > 0) this.#promised.set(jobId, bytes);
    else this.#promised.delete(jobId);
  }

  /** Throws disk-reserve where what arrives has eaten into the reserve: the disk is others' too. */
  checkMeanwhile(): void {
    const free = this.#use.freeBytes();
    if (free >= this.#limits.keepFreeBytes) return;
    const missing = this.#limits.keepFreeBytes - free;
    if ((this.#use.spareBytes?.() ?? 0) >= missing) {
      this.#giveUp(missing);
      return;
    }
    const kept = megabytes(this.#limits.keepFreeBytes);
    throw ingestError(
      'disk-reserve',
      `Only ${megabytes(free)} of the disk are free, and ${kept} stay so. Remove clips, or lower uploads.keep_free_mb; then send the file again.`,
    );
  }
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
