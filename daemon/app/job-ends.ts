import type { Job } from '../protocol/job.js';

/** Lets somebody wait for a job's end. */
export class JobEnds {
  readonly #list: () => readonly Job[];
  readonly #waiting = new Map<string, (job: Job) => void>();

  /** @param list the jobs there are, with those that ended lately */
  constructor(list: () => readonly Job[]) {
    this.#list = list;
  }

  /** To be told of every change of a job. */
  note(job: Job): void {
    if (!isEnded(job)) return;
    this.#waiting.get(job.id)?.(job);
    this.#waiting.delete(job.id);
  }

  /** Resolves with the job as it ended; never where the daemon stops before. One waits for a job at a time. */
  async ended(id: string): Promise<Job> {
    const job = this.#list().find((one) => one.id === id);
    if (job && isEnded(job)) return job;
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }
}

function isEnded({ stage }: Job): boolean {
  return stage === 'ready' || stage === 'failed' || stage === 'cancelled';
}
