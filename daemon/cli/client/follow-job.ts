import { setTimeout as sleep } from 'node:timers/promises';
import { FramedError, toPlainError } from '../../errors.js';
import { Job } from '../../protocol/job.js';
import type { DaemonClient } from './daemon-client.js';

/** As often as a person sees a number change. */
const LOOK_EVERY_MS = 250;
/** A daemon that is started again takes its jobs up; this long it may be away. */
const AWAY_MS = 60_000;

export interface FollowOptions {
  /** Looks at the job as long as this is not aborted; then rejects. */
  signal: AbortSignal;
  onChange: (job: Job) => void;
}

/**
 * Resolves with the job when it has ended, however that was. Rejects with 'job-lost' where the daemon no longer knows of it, or with Node's
 * error where the daemon stays away.
 */
export async function followJob(
  daemon: DaemonClient,
  jobId: string,
  { signal, onChange }: FollowOptions,
): Promise<Job> {
  let answeredAtMs = performance.now();
  for (;;) {
    try {
      const job = await daemon.get(`/api/jobs/${encodeURIComponent(jobId)}`, Job);
      answeredAtMs = performance.now();
      onChange(job);
      if (hasEnded(job)) return job;
    } catch (error) {
      if (toPlainError(error).code === 'job-not-found') throw lost(error);
      if (error instanceof FramedError || performance.now() - answeredAtMs > AWAY_MS) throw error;
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

export function hasEnded({ stage }: Job): boolean {
  return stage === 'ready' || stage === 'failed' || stage === 'cancelled';
}

function lost(cause: unknown): FramedError {
  return new FramedError(
    'job-lost',
    'framed was started again and no longer knows what became of the file; framed list says whether it is there.',
    { cause },
  );
}
