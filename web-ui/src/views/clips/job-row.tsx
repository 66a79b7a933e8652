import { useRef } from 'preact/hooks';
import type { Job } from '../../../../daemon/protocol/job.js';
import { CloseIcon, PauseIcon, PlayIcon, RetryIcon } from '../../parts/icons.js';
import { ProgressBar } from '../../parts/progress-bar.js';
import { overallPercent } from '../../sending/overall-progress.js';
import type { Sending } from '../../sending/sending.js';
import { isBeingConverted, type TransferView, viewTransfer } from '../../sending/transfer-view.js';
import { cancelJob, sendQueue, stoppedUploads } from '../../sending/uploads.js';
import { t } from '../../texts/texts.js';
import { JobPicture } from './job-picture.js';

export interface JobRowProps {
  sending: Sending | undefined;
  job: Job | undefined;
  onDismiss(job: Job): void;
}

/** One file on its way: its first picture, what happens to it, one bar from beginning to end, and what may be done about it. */
export function JobRow({ sending, job, onDismiss }: JobRowProps) {
  const isStopped = job !== undefined && stoppedUploads.jobs.value.has(job.id);
  const view = viewTransfer({ sending: sending && plainSending(sending), job, isStopped });
  const percent = usePercent(sending, job);
  const name = sending?.name ?? job?.name ?? '';
  const isOver = view.phase === 'failed' || view.phase === 'done';
  const close = () => {
    if (job !== undefined && isOver) onDismiss(job);
    if (sending !== undefined) isOver ? sendQueue.remove(sending) : void sendQueue.cancel(sending);
    else if (job !== undefined && !isOver) void cancelJob(job.id).then(() => stoppedUploads.refresh());
  };
  return (
    <li class={`job ${view.phase}`}>
      {job !== undefined && job.frames > 0 && !isOver && <JobPicture jobId={job.id} />}
      <div class="job-text">
        <span class="name">{name}</span>
        {/* The end of a file is told to those who do not see the page; the way there would be a flood of words. */}
        <span class="hint" role={isOver ? 'status' : undefined}>
          {view.text}
        </span>
        {hasBar(view, percent) && <ProgressBar label={name} percent={percent} isQuiet={view.phase === 'stopped'} />}
      </div>
      {sending !== undefined && <PauseOrGoOn sending={sending} />}
      <button
        type="button"
        class="icon-button"
        aria-label={t(isOver ? 'clips.dismiss-sending' : 'clips.cancel-sending', { name })}
        onClick={close}
      >
        <CloseIcon />
      </button>
    </li>
  );
}

function PauseOrGoOn({ sending }: { sending: Sending }) {
  const { name, stage } = sending;
  if (stage.value === 'paused') {
    return (
      <button
        type="button"
        class="icon-button"
        aria-label={t('clips.resume-sending', { name })}
        onClick={() => sendQueue.resume(sending)}
      >
        <PlayIcon />
      </button>
    );
  }
  if (stage.value === 'failed') {
    return (
      <button
        type="button"
        class="icon-button"
        aria-label={t('clips.retry-sending', { name })}
        onClick={() => sendQueue.retry(sending)}
      >
        <RetryIcon />
      </button>
    );
  }
  if (stage.value !== 'sending' && stage.value !== 'broken') return null;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t('clips.pause-sending', { name })}
      onClick={() => sendQueue.pause(sending)}
    >
      <PauseIcon />
    </button>
  );
}

/** One bar never goes back, whatever the next stage finds out. */
function usePercent(sending: Sending | undefined, job: Job | undefined): number | undefined {
  const most = useRef(0);
  const streamed = useRef(false);
  const isArriving = sending === undefined ? job?.stage === 'receiving' : sending.stage.value !== 'sent';
  if (job !== undefined && isArriving && isBeingConverted(job)) streamed.current = true;
  const received = sending && (sending.totalBytes > 0 ? sending.sentBytes.value / sending.totalBytes : 1);
  const percent = overallPercent({ received, job, streamed: streamed.current });
  if (percent === undefined) return undefined;
  most.current = Math.max(most.current, percent);
  return most.current;
}

function hasBar({ phase }: TransferView, percent: number | undefined): boolean {
  return phase === 'working' || (phase !== 'failed' && phase !== 'done' && percent !== undefined && percent > 0);
}

function plainSending({ stage, sentBytes, totalBytes, etaMs, reason }: Sending) {
  return {
    stage: stage.value,
    sentBytes: sentBytes.value,
    totalBytes,
    etaMs: etaMs.value,
    reason: reason.value,
  };
}
