import { resolve } from 'node:path';
import { throwIfCancelled } from '../convert-error.js';
import { readHead } from '../input-head.js';
import { SNIFF_BYTES, sniff } from '../sniff.js';
import { type Blanking, planBlanking } from './blank-film.js';
import { DamagedPicture } from './damaged-picture.js';

export interface BlankJob {
  /** Path of the file. What it is is decided by its content. */
  readonly source: string;
  /** For messages. */
  readonly originalName: string;
  readonly signal?: AbortSignal;
}

/** Else `reason` says why not, as the end of a sentence. */
export type BlankResult =
  | ({ readonly possible: true } & Blanking)
  | { readonly possible: false; readonly reason: string };

/**
 * What tells of location, device and time in a file, to be written over where it lies: an MP4 or QuickTime film that is understood. Nothing is
 * written before that is asked for. Throws ConvertError 'convert-cancelled', what `sniff` throws, and the file system's own errors.
 */
export async function findBlanking({ source, originalName, signal }: BlankJob): Promise<BlankResult> {
  throwIfCancelled(signal);
  const path = resolve(source);
  const { way, demuxer } = sniff(await readHead(path, SNIFF_BYTES), originalName);
  if (way !== 'plain' || demuxer !== 'mov') return { possible: false, reason: 'it is no MP4 or QuickTime film' };
  try {
    return { possible: true, ...(await planBlanking(path, signal)) };
  } catch (error) {
    if (!(error instanceof DamagedPicture)) throw error;
    return { possible: false, reason: error.message };
  }
}
