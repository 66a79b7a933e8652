import * as z from 'zod';
import type { Clock } from '../clock.js';
import { toPlainError } from '../errors.js';
import type { Library } from '../library/library.js';
import type { Log } from '../log.js';
import type { Plans } from './plans.js';

export interface HousekeepingOptions {
  library: Library;
  plans: Plans;
  clock: Clock;
  log: Log;
  /** Originals and frames together; undefined: as much as there is. */
  maxLibraryBytes?: number | undefined;
  /** Makes room where there is too little, of what is given up first. */
  makeRoom?: () => Promise<void>;
}

/** Who has not gone back to another panel or look within a month will hardly, and the frames can be made again. */
const KEEP_UNUSED_MS = 30 * 24 * 60 * 60 * 1000;

const NOTE = 'unused-renditions';
/** "clip/plan" -> since when nothing uses it, in milliseconds since the Unix epoch. */
const UnusedSince = z.record(z.string(), z.number());

interface Unused {
  readonly clipId: string;
  readonly planKey: string;
  readonly bytes: number;
  readonly sinceMs: number;
}

/**
 * Gives frames up that nothing uses: of plans that no clip has any more, a month later, and sooner where the library takes more than it may,
 * those first that were unused for longest. Originals are never given up, nor frames that are shown or wanted, nor any of a clip that has
 * no original to make them again from.
 */
export class Housekeeping {
  #options: HousekeepingOptions;
  #running: Promise<void> | undefined;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
  }

  /** From the next run on. Undefined: as much as there is. */
  setMaxLibraryBytes(maxLibraryBytes: number | undefined): void {
    this.#options = { ...this.#options, maxLibraryBytes };
  }

  /** Never rejects. A call while it runs is that run. */
  run(): Promise<void> {
    this.#running ??= this.#tidy()
      .catch((error) => this.#options.log.warn('unused frames stay', { reason: toPlainError(error).message }))
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #tidy(): Promise<void> {
    const { library, clock, log, maxLibraryBytes = Number.POSITIVE_INFINITY, makeRoom } = this.#options;
    await makeRoom?.();
    const oldestFirst = this.#unused().sort((a, b) => a.sinceMs - b.sinceMs);
    let libraryBytes = library.bytes();
    for (const { clipId, planKey, bytes, sinceMs } of oldestFirst) {
      const isOld = clock.wallMs() - sinceMs >= KEEP_UNUSED_MS;
      if (!isOld && libraryBytes <= maxLibraryBytes) continue;
      await library.removeRendition(clipId, planKey);
      libraryBytes -= bytes;
      log.info('gave unused frames up', { clip: clipId, plan: planKey, bytes, isOld });
    }
  }

  /** Notes since when; a clock that was set back makes them younger, never older than they are. */
  #unused(): Unused[] {
    const { library, clock } = this.#options;
    const used = this.#used();
    const before = library.memory.get(NOTE, UnusedSince) ?? {};
    const nowMs = Math.round(clock.wallMs());
    const unused = library
      .renditions()
      .filter(({ clipId, planKey }) => library.originalPath(clipId) !== undefined && !used.has(`${clipId}/${planKey}`))
      .map(({ clipId, planKey, bytes }) => ({
        clipId,
        planKey,
        bytes,
        sinceMs: before[`${clipId}/${planKey}`] ?? nowMs,
      }));
    library.memory.set(NOTE, Object.fromEntries(unused.map((one) => [`${one.clipId}/${one.planKey}`, one.sinceMs])));
    return unused;
  }

  #used(): Set<string> {
    const { library, plans } = this.#options;
    return new Set(
      library.clips().flatMap(({ id, look }) => {
        const shown = library.shownFrames(id, plans.wantedFor(look));
        return shown === undefined ? [] : [`${id}/${shown.planKey}`];
      }),
    );
  }
}
