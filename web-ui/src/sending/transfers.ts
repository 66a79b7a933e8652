import type { Job } from '../../../daemon/protocol/job.js';

/** A file on its way: what this page sends, the daemon's job, or both. One row. */
export interface Transfer<S> {
  /** Stays the same from the file's choice to its end. */
  readonly key: string;
  readonly sending: S | undefined;
  readonly job: Job | undefined;
}

/** Of a Sending. */
interface Pairable {
  readonly key: number;
  readonly name: string;
  readonly stage: { readonly value: string };
  readonly jobId: { readonly value: string | undefined };
}

/**
 * Pairs what this page sends with the daemon's jobs, by the id that the daemon gave. First the jobs of others, in the daemon's order,
 * without those that ended well (they show in the list of clips) or were cancelled; then this page's files as they were chosen.
 *
 * @param dismissed ids of jobs whose end has been read.
 */
export function pairTransfers<S extends Pairable>(
  sendings: readonly S[],
  jobs: readonly Job[],
  dismissed: ReadonlySet<string>,
): Transfer<S>[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const own = sendings.map((sending) => {
    const job = byId.get(sending.jobId.value ?? '');
    return { key: `sending-${sending.key}`, sending, job };
  });
  const paired = new Set(own.map(({ job }) => job?.id));
  // The state may tell of a job before the answer that says whose it is; for that moment, its name has to do.
  const nameless = sendings.filter(({ stage, jobId }) => stage.value === 'sending' && jobId.value === undefined);
  const expected = new Set(nameless.map(({ name }) => name));
  const others = jobs.filter(
    ({ id, name, stage }) =>
      !paired.has(id) &&
      !dismissed.has(id) &&
      stage !== 'ready' &&
      stage !== 'cancelled' &&
      !(stage === 'receiving' && expected.has(name)),
  );
  return [...others.map((job) => ({ key: job.id, sending: undefined, job })), ...own];
}
