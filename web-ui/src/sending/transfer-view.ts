import type { Job } from '../../../daemon/protocol/job.js';
import { describeJob, describeReceiving, say } from '../texts/sending-words.js';
import { formatBytes } from '../texts/words.js';
import type { SendingStage } from './sending.js';

/** What is known of a file on its way, by this page and by the daemon. */
export interface TransferFacts {
  readonly sending?:
    | {
        readonly stage: SendingStage;
        readonly sentBytes: number;
        readonly totalBytes: number;
        readonly etaMs?: number | undefined;
        readonly reason?: string | undefined;
      }
    | undefined;
  readonly job?: Job | undefined;
  /** The page that sent it is gone. */
  readonly isStopped: boolean;
}

/** How a file shows: 'stopped' waits for a person, 'done' and 'failed' for being read. */
export interface TransferView {
  readonly phase: 'waiting' | 'working' | 'stopped' | 'failed' | 'done';
  readonly text: string;
}

export function viewTransfer({ sending, job, isStopped }: TransferFacts): TransferView {
  if (sending?.stage === 'failed') return { phase: 'failed', text: sending.reason ?? say('not-sent') };
  if (sending?.stage === 'cancelling') return { phase: 'stopped', text: say('cancelling') };
  if (job?.stage === 'failed') return { phase: 'failed', text: describeJob(job) };
  if (job?.stage === 'ready') return { phase: 'done', text: describeJob(job) };
  if (sending === undefined) {
    if (job === undefined) return { phase: 'waiting', text: '' };
    if (isStopped && job.stage === 'receiving') return { phase: 'stopped', text: say('stopped') };
    return { phase: job.stage === 'waiting' ? 'waiting' : 'working', text: describeJob(job) };
  }
  const { stage, sentBytes, totalBytes, etaMs, reason } = sending;
  const sent = formatBytes(arrivedBytes(sentBytes, totalBytes, job));
  const amount = say('amount', { sent, total: formatBytes(totalBytes) });
  switch (stage) {
    case 'waiting':
      return { phase: 'waiting', text: `${say('waiting-to-be-sent')} · ${formatBytes(totalBytes)}` };
    case 'paused':
      return { phase: 'stopped', text: `${say('paused')} · ${amount}` };
    case 'broken':
      return { phase: 'stopped', text: reason ?? `${say('broken')} · ${amount}` };
    case 'sending': {
      const isConverting = job !== undefined && isBeingConverted(job);
      const slower = isConverting && job.stage === 'converting' ? maxOf(etaMs, job.etaMs) : etaMs;
      return { phase: 'working', text: describeReceiving({ amount, isConverting, etaMs: slower }) };
    }
    case 'sent':
      if (job === undefined || job.stage === 'receiving') return { phase: 'working', text: say('received') };
      return { phase: job.stage === 'waiting' ? 'waiting' : 'working', text: describeJob(job) };
  }
}

/** The browser counts what it has handed to the line, which may be megabytes more than what the daemon has. */
function arrivedBytes(sentBytes: number, totalBytes: number, job: Job | undefined): number {
  if (job?.stage !== 'receiving' || job.percent === undefined) return sentBytes;
  return Math.min(sentBytes, Math.round((totalBytes * job.percent) / 100));
}

/** Frames are there although bytes still come. */
export function isBeingConverted({ stage, frames }: Pick<Job, 'stage' | 'frames'>): boolean {
  return stage === 'converting' || (stage === 'receiving' && frames > 0);
}

function maxOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
