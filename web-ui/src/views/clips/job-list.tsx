import { computed, signal } from '@preact/signals';
import type { Job } from '../../../../daemon/protocol/job.js';
import { jobs } from '../../live/state.js';
import { pairTransfers } from '../../sending/transfers.js';
import { sendQueue } from '../../sending/uploads.js';
import { t } from '../../texts/texts.js';
import { JobRow } from './job-row.js';

/** Jobs whose end has been read. */
const dismissed = signal<ReadonlySet<string>>(new Set());

const transfers = computed(() => pairTransfers(sendQueue.sendings.value, jobs.value, dismissed.value));

/** Everything on its way into the library: what others send or the daemon works on, then what this page sends. */
export function JobList() {
  if (transfers.value.length === 0) return null;
  return (
    <ul class="jobs" aria-label={t('clips.on-the-way')}>
      {transfers.value.map(({ key, sending, job }) => (
        <JobRow key={key} sending={sending} job={job} onDismiss={dismiss} />
      ))}
    </ul>
  );
}

function dismiss({ id }: Job): void {
  dismissed.value = new Set([...dismissed.value, id]);
}
