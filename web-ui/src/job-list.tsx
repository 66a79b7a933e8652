import { computed, signal } from '@preact/signals';
import type { Job } from '../../daemon/protocol/job.js';
import { cancelJob } from './api.js';
import { CloseIcon } from './icons.js';
import { jobs } from './state.js';
import { pairWithJobs, percentOf } from './upload-progress.js';
import { cancelSending, type Sending, sendings } from './uploads.js';
import { describeJob, formatBytes } from './words.js';

/** Jobs whose end has been read. */
const dismissed = signal<ReadonlySet<string>>(new Set());

const rows = computed(() => pairWithJobs(sendings.value, jobs.value));

/** Everything on its way into the library: what this page sends, then what the daemon works on. */
export function JobList() {
  const { pairs, others } = rows.value;
  const shown = others.filter(({ id, stage }) => !isOver(stage) && !dismissed.value.has(id));
  if (pairs.length + shown.length === 0) return null;
  return (
    <ul class="jobs" aria-label="On the way" aria-live="polite">
      {shown.map((job) => (
        <Row
          key={job.id}
          name={job.name}
          text={describeJob(job)}
          percent={job.percent}
          phase={phaseOf(job.stage)}
          onClose={() => (job.stage === 'failed' ? dismiss(job.id) : cancelJob(job.id))}
        />
      ))}
      {pairs.map(({ sending, job }) => (
        <Row
          key={`sending-${sending.key}`}
          name={sending.name}
          text={describeSending(sending)}
          percent={percentOf(sending.sentBytes, sending.file.size)}
          phase={phaseOf(sending.stage)}
          onClose={() => closeSending(sending, job)}
        />
      ))}
    </ul>
  );
}

type Phase = 'waiting' | 'working' | 'failed';

interface RowProps {
  name: string;
  text: string;
  percent: number | undefined;
  phase: Phase;
  onClose(): void;
}

function Row({ name, text, percent, phase, onClose }: RowProps) {
  const failed = phase === 'failed';
  return (
    <li class={failed ? 'job failed' : 'job'}>
      <div class="job-text">
        <span class="name">{name}</span>
        <span class="hint">{text}</span>
        {phase === 'working' && <progress max={100} value={percent} aria-label={`${name}: ${text}`} />}
      </div>
      <button type="button" class="icon-only" aria-label={`${failed ? 'Dismiss' : 'Cancel'} ${name}`} onClick={onClose}>
        <CloseIcon />
      </button>
    </li>
  );
}

/** Only what is being worked on has a bar that moves. */
function phaseOf(stage: Job['stage'] | Sending['stage']): Phase {
  return stage === 'waiting' || stage === 'failed' ? stage : 'working';
}

/** What ended well shows in the list of clips, and what was cancelled was wanted so. */
function isOver(stage: Job['stage']): boolean {
  return stage === 'ready' || stage === 'cancelled';
}

function describeSending({ stage, error, sentBytes, file }: Sending): string {
  if (stage === 'failed') return error ?? 'The file could not be sent.';
  if (stage === 'waiting') return `Waiting to be sent · ${formatBytes(file.size)}`;
  return `Sending · ${formatBytes(sentBytes)} of ${formatBytes(file.size)}`;
}

function closeSending({ key, stage }: Sending, job: Job | undefined): void {
  if (stage === 'failed' && job !== undefined) dismiss(job.id);
  void cancelSending(key, stage === 'sending' ? job : undefined);
}

function dismiss(jobId: string): void {
  dismissed.value = new Set([...dismissed.value, jobId]);
}
