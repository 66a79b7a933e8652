import { setImmediate } from 'node:timers/promises';
import { checkOverlap } from './archive-checks.js';
import { FrameZipError } from './frame-zip-error.js';
import type { FrameZipLimits } from './limits.js';
import type { Manifest } from './manifest.js';
import { FrameZipReader } from './reader.js';

/** What a whole reading of a frame zip found. Frames are named by index, rising; the two lists have none in common. */
export interface Verification {
  readonly manifest: Manifest;
  /** Size of the file. */
  readonly bytes: number;
  /** One pass, in milliseconds; 0 for a still. */
  readonly durationMs: number;
  readonly fullFrames: number;
  readonly deltaFrames: number;
  /** Their data is wrong: a checksum, a length, or something DEFLATE cannot mean. */
  readonly damagedFrames: readonly number[];
  /** Deltas that are sound, but follow a frame that cannot be had. */
  readonly unreachableFrames: readonly number[];
}

/**
 * Reads every byte that a player would, and checks all there is to check: for a zip from outside, and for `framed inspect`.
 *
 * Damage is listed, not thrown. A zip that means to deceive is refused: what {@link FrameZipReader.open} refuses, and besides
 * 'frame-zip-header-mismatch' where a local header contradicts the central directory, and 'frame-zip-entries-overlap' where
 * entries overlap by extra fields that only local headers have. Other work of this thread gets its turn every few milliseconds.
 */
export async function verifyFrameZip(
  path: string,
  options: { limits?: Partial<FrameZipLimits>; signal?: AbortSignal } = {},
): Promise<Verification> {
  const reader = FrameZipReader.open(path, options.limits);
  try {
    return await verifyEntries(reader, options.signal);
  } finally {
    reader.close();
  }
}

async function verifyEntries(reader: FrameZipReader, signal: AbortSignal | undefined): Promise<Verification> {
  const { frameCount } = reader;
  const begins = new Float64Array(frameCount);
  const ends = new Float64Array(frameCount);
  const damagedFrames: number[] = [];
  const unreachableFrames: number[] = [];
  let deltaFrames = 0;
  let reachable = false;
  let turnStarted = performance.now();
  for (let index = 0; index < frameCount; index++) {
    const entry = reader.checkEntry(index);
    if (entry.outcome === 'mismatch') throw mismatch(index);
    begins[index] = entry.begin;
    ends[index] = entry.end;
    const delta = reader.isDelta(index);
    if (delta) deltaFrames++;
    reachable ||= !delta;
    if (entry.outcome === 'damaged') {
      reachable = false;
      damagedFrames.push(index);
    } else if (!reachable) {
      unreachableFrames.push(index);
    }
    if (performance.now() - turnStarted > LONGEST_TURN_MS) {
      await setImmediate();
      signal?.throwIfAborted();
      turnStarted = performance.now();
    }
  }
  checkOverlap(begins, ends);
  return {
    manifest: reader.manifest,
    bytes: reader.archiveBytes,
    durationMs: reader.totalMs,
    fullFrames: frameCount - deltaFrames,
    deltaFrames,
    damagedFrames,
    unreachableFrames,
  };
}

const LONGEST_TURN_MS = 8;

function mismatch(index: number): FrameZipError {
  return new FrameZipError(
    'frame-zip-header-mismatch',
    `The local header of frame ${index + 1} says something else than the central directory; one of them lies.`,
  );
}
