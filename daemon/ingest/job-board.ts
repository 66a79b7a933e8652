import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Job, JobStage } from '../protocol/job.js';
import { RunningJob } from './running-job.js';

/** Ended jobs that are still listed, for whoever looks at the page a little later. */
const ENDED_KEPT = 20;

export interface JobListener {
  /** A job is new, or is not what it was. */
  onJob(job: Job): void;
  /** A job that ended a while ago is no longer listed. */
  onDone(id: string): void;
  /** The job's file is whole, and will be, or is, this clip. */
  onIdentified?(jobId: string, clipId: string): void;
}

/** Every job there is, in the order they began. */
export class JobBoard {
  readonly #clock: Clock;
  readonly #listener: JobListener;
  readonly #log: Log;
  readonly #jobs = new Map<string, RunningJob>();

  constructor(clock: Clock, listener: JobListener, log: Log) {
    this.#clock = clock;
    this.#listener = listener;
    this.#log = log;
  }

  /** @param id of a job of the last run that goes on. */
  open(name: string, stage: JobStage, id: string = randomUUID()): RunningJob {
    const job: Job = { id, name, stage, frames: 0, known: false };
    const running = new RunningJob(job, this.#clock, (changed) => this.#changed(changed));
    this.#jobs.set(job.id, running);
    this.#changed(job);
    return running;
  }

  get(id: string): RunningJob | undefined {
    return this.#jobs.get(id);
  }

  list(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => job);
  }

  running(): RunningJob[] {
    return [...this.#jobs.values()].filter(({ ended }) => !ended);
  }

  identified(jobId: string, clipId: string): void {
    this.#tell(() => this.#listener.onIdentified?.(jobId, clipId));
  }

  #changed(job: Job): void {
    this.#tell(() => this.#listener.onJob(job));
    this.#forgetOldest();
  }

  #forgetOldest(): void {
    const ended = [...this.#jobs.values()].filter((job) => job.ended);
    for (const { job } of ended.slice(0, -ENDED_KEPT)) {
      this.#jobs.delete(job.id);
      this.#tell(() => this.#listener.onDone(job.id));
    }
  }

  /** A listener that throws must not stop a job half-way. */
  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#log.error('a listener of the jobs failed', { reason: String(error) });
    }
  }
}
