import { toPlainError } from '../errors.js';
import type { Staging } from '../library/staging.js';
import type { Look } from '../protocol/look.js';
import type { ArrivingBytes, Follow } from './arriving-bytes.js';
import { convertInto, type StagedFrames } from './conversion.js';
import type { IngestRoom } from './ingest-room.js';
import type { RunningJob } from './running-job.js';

export interface EarlyInput {
  readonly job: RunningJob;
  readonly staging: Staging;
  readonly arriving: ArrivingBytes;
  readonly follow: Follow;
  /** What the sender chose for the clip. */
  readonly look: Look | undefined;
}

/**
 * The conversion of a file that still arrives. It is an attempt: where it does not come to frames (the file cannot be read as it comes, it
 * came too slowly while others waited, its turn did not come), nothing is lost, and the file is converted from disk when it is whole.
 */
export class EarlyConversion {
  readonly #giveUp = new AbortController();
  readonly #room: IngestRoom;
  readonly #input: EarlyInput;
  readonly #frames: Promise<StagedFrames | undefined>;
  #isRunning = false;
  #isMade = false;

  constructor(room: IngestRoom, input: EarlyInput) {
    this.#room = room;
    this.#input = input;
    this.#frames = this.#run()
      .catch((error) => {
        const { name } = input.job.job;
        room.log.info('not converted while it arrived', { file: name, reason: toPlainError(error).message });
        return undefined;
      })
      .finally(() => {
        this.#isRunning = false;
      });
  }

  /** It has a turn and has not ended, or it has come to frames. */
  get isOnTheWay(): boolean {
    return this.#isRunning || this.#isMade;
  }

  /** The file is whole: its frames, as soon as they are made; undefined where it is to be converted from disk. Never rejects. */
  async frames(): Promise<StagedFrames | undefined> {
    if (!this.#isRunning) this.#giveUp.abort();
    return this.#frames;
  }

  /** Nothing of it is wanted. Resolves when it has stopped. */
  async end(): Promise<void> {
    this.#giveUp.abort();
    await this.#frames;
  }

  async #run(): Promise<StagedFrames> {
    const { job, staging, arriving, follow, look } = this.#input;
    const { queue, plans, converter, log } = this.#room;
    const ended = AbortSignal.any([job.signal, this.#giveUp.signal]);
    // An upload that has not begun need not keep anybody waiting.
    await arriving.grown(0, ended);
    return queue.run('arriving', ended, async (signal) => {
      this.#isRunning = true;
      const media = {
        get bytes() {
          return arriving.bytes;
        },
        get state() {
          return arriving.state;
        },
        grown: (beyondBytes: number, waiting?: AbortSignal) => arriving.grown(beyondBytes, waiting),
        follow: (reading?: AbortSignal) => follow(arriving, reading ? { signal: reading } : {}),
      };
      const input = {
        job,
        staging,
        source: arriving.path,
        originalName: job.job.name,
        plan: plans.planFor(look),
        signal,
      };
      const made = await convertInto({ ...input, arriving: media }, converter, log);
      this.#isMade = true;
      return made;
    });
  }
}
