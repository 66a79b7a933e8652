import type { DisplayTraffic } from '../../display/display.js';
import type { LinkStats, PlayerStats } from '../protocol/state.js';

/** What is counted besides {@link PlayerStats}. */
export interface LatenessStats {
  /** Upper bounds on how far past its deadline the presenting of a frame began, in milliseconds: to 0.02 ms up to 10 ms, then to 0.5 ms, 260 at most. */
  lateP50Ms: number;
  lateP99Ms: number;
  /** How often the timeline was moved because catching up would have skipped too much. */
  reanchored: number;
}

/** Frames presented so far, by how late they were: to be told apart from those of later. */
export type LatenessTally = readonly number[];

/**
 * Counters that all threads of the player share, and that outlive a dead worker.
 *
 *     words (int32)                who writes
 *       COUNTERS, one a name       whoever counts, by Atomics.add
 *       TENTHS: stamp, then a      consumer: frames presented in a tenth of a second, and what they sent; the last 16 tenths, by stamp
 *       word a tally               modulo 16
 *       LATENESS: buckets          consumer: frames by lateness: FINE_STEP_MS a bucket, then as many of COARSE_STEP_MS, the last one open
 */
export class StatsBlock {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;

  static create(): StatsBlock {
    return new StatsBlock(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
  }

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
  }

  count(counter: Counter, by = 1): void {
    Atomics.add(this.#words, COUNTERS.indexOf(counter), by);
  }

  /** Consumer: a frame was presented at `nowMs`, `latenessMs` past its deadline. */
  countPresented(nowMs: number, latenessMs: number): void {
    this.count('presented');
    if (latenessMs > LATE_MS) this.count('late');
    Atomics.add(this.#words, LATENESS + latenessBucket(latenessMs), 1);
    this.#addToTenth(nowMs, FRAMES, 1);
  }

  /** Consumer: what presenting that frame sent. It counts to the tenth in which the frame was begun. */
  countTraffic(nowMs: number, { bytes, rectangles, busyMs }: Readonly<DisplayTraffic>): void {
    this.#addToTenth(nowMs, BYTES, bytes);
    this.#addToTenth(nowMs, RECTANGLES, rectangles);
    this.#addToTenth(nowMs, BUSY_US, Math.round(busyMs * 1000));
  }

  /** @param nowMs of the clock that countPresented was given. */
  snapshot(nowMs: number): PlayerStats {
    const { presented, dropped, late, underruns, damaged, workerRestarts } = this.#counters();
    return { presented, dropped, late, underruns, damaged, workerRestarts, fps: this.#inLastSecond(nowMs, FRAMES) };
  }

  /** @param nowMs as for snapshot(). */
  link(nowMs: number): LinkStats {
    const frames = Math.max(this.#inLastSecond(nowMs, FRAMES), 1);
    return {
      bytesPerFrame: Number((this.#inLastSecond(nowMs, BYTES) / frames).toPrecision(3)),
      rectanglesPerFrame: Math.round((this.#inLastSecond(nowMs, RECTANGLES) / frames) * 10) / 10,
      utilisation: Math.min(Math.round(this.#inLastSecond(nowMs, BUSY_US) / 10_000) / 100, 1),
    };
  }

  /** Since a tally was taken; default: ever. */
  lateness(since?: LatenessTally): LatenessStats {
    const frames = this.tallyLateness().map((count, bucket) => count - (since?.[bucket] ?? 0));
    return {
      lateP50Ms: quantileMs(frames, 0.5),
      lateP99Ms: quantileMs(frames, 0.99),
      reanchored: this.#counters().reanchored,
    };
  }

  tallyLateness(): LatenessTally {
    return Array.from({ length: LATENESS_BUCKETS }, (_, index) => Atomics.load(this.#words, LATENESS + index));
  }

  #counters(): Record<Counter, number> {
    const counters = { presented: 0, dropped: 0, late: 0, underruns: 0, damaged: 0, workerRestarts: 0, reanchored: 0 };
    for (const [index, counter] of COUNTERS.entries()) counters[counter] = Atomics.load(this.#words, index) >>> 0;
    return counters;
  }

  #addToTenth(nowMs: number, tally: number, by: number): void {
    const stamp = Math.floor(nowMs / TENTH_MS);
    const at = TENTHS + (stamp % REMEMBERED_TENTHS) * TENTH_WORDS;
    if (Atomics.exchange(this.#words, at, stamp) !== (stamp | 0)) {
      for (let tally = 1; tally < TENTH_WORDS; tally++) Atomics.store(this.#words, at + tally, 0);
    }
    Atomics.add(this.#words, at + tally, by);
  }

  /** Over the last ten whole tenths. */
  #inLastSecond(nowMs: number, tally: number): number {
    const now = Math.floor(nowMs / TENTH_MS);
    let sum = 0;
    for (let stamp = now - 10; stamp < now; stamp++) {
      const at = TENTHS + (stamp % REMEMBERED_TENTHS) * TENTH_WORDS;
      if (stamp > 0 && Atomics.load(this.#words, at) === (stamp | 0)) sum += Atomics.load(this.#words, at + tally);
    }
    return sum;
  }
}

export type Counter = Exclude<keyof PlayerStats, 'fps' | 'link'> | 'reanchored';

const COUNTERS: readonly Counter[] = [
  'presented',
  'dropped',
  'late',
  'underruns',
  'damaged',
  'workerRestarts',
  'reanchored',
];

/** A frame presented later than this counts as late: nobody sees less, and the kernel's timers are not finer. */
const LATE_MS = 1;

const TENTH_MS = 100;
const REMEMBERED_TENTHS = 16;
/** Tallies of a tenth: the word after its stamp. Bytes fit: a tenth of a second at 100 MHz is 1.25 MB. */
const FRAMES = 1;
const BYTES = 2;
const RECTANGLES = 3;
const BUSY_US = 4;
const TENTH_WORDS = 5;
/** Up to 10 ms: what a machine that keeps up is late by. */
const FINE_STEP_MS = 0.02;
const FINE_BUCKETS = 500;
const FINE_MS = FINE_STEP_MS * FINE_BUCKETS;
/** Up to 260 ms: what one under load is. Later frames have been dropped or the timeline was moved. */
const COARSE_STEP_MS = 0.5;
const LATENESS_BUCKETS = 2 * FINE_BUCKETS;

/** @param frames by bucket. */
function quantileMs(frames: readonly number[], quantile: number): number {
  const wanted = quantile * frames.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  const bucket = frames.findIndex((count) => {
    seen += count;
    return seen >= wanted;
  });
  return endOfBucket(bucket);
}

function latenessBucket(latenessMs: number): number {
  if (latenessMs < FINE_MS) return Math.floor(Math.max(latenessMs, 0) / FINE_STEP_MS);
  return Math.min(FINE_BUCKETS + Math.floor((latenessMs - FINE_MS) / COARSE_STEP_MS), LATENESS_BUCKETS - 1);
}

function endOfBucket(bucket: number): number {
  const coarse = bucket + 1 - FINE_BUCKETS;
  return coarse > 0 ? FINE_MS + coarse * COARSE_STEP_MS : (bucket + 1) * FINE_STEP_MS;
}

const TENTHS = COUNTERS.length;
const LATENESS = TENTHS + TENTH_WORDS * REMEMBERED_TENTHS;
const WORDS = LATENESS + LATENESS_BUCKETS;
