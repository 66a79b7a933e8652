import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { hashOf } from '../../app/route.js';
import { can } from '../../live/access.js';
import { clips, jobs, player } from '../../live/state.js';
import { CheckIcon, UploadIcon } from '../../parts/icons.js';
import { ProgressBar } from '../../parts/progress-bar.js';
import { toastProblem } from '../../parts/toasts.js';
import { t } from '../../texts/texts.js';
import { firstClipStage } from './first-clip-stage.js';

/** The library was empty while this page looked: its first clip is something to be pleased about. */
const sawEmpty = signal(false);
/** Files were chosen here, and nothing of them is heard of yet. */
const isChosen = signal(false);
const isDismissed = signal(false);

const stage = computed(() =>
  firstClipStage({
    clips: clips.value.length,
    jobs: jobs.value,
    sawEmpty: sawEmpty.value,
    isChosen: isChosen.value,
    nowClipId: player.value?.now?.clipId,
  }),
);

/** While there is no clip yet: how to send one, how far it is, and that it has taken over the glass. */
export function FirstClip() {
  const { name } = stage.value;
  const isEmpty = clips.value.length === 0;
  useEffect(() => {
    if (isEmpty) sawEmpty.value = true;
  }, [isEmpty]);
  if (name === 'none' || isDismissed.value || !can('upload')) return null;
  return (
    <div class={`first-clip ${name}`} role="status">
      {name === 'invite' && <Invitation />}
      {name === 'coming' && <Coming />}
      {name === 'shown' && <Shown />}
    </div>
  );
}

function Invitation() {
  return (
    <>
      <h2>{t('now.first-title')}</h2>
      <p class="hint">{t('now.first-text')}</p>
      <label class="button primary wide">
        <UploadIcon />
        {t('now.first-send')}
        <input
          type="file"
          class="heard-only"
          data-testid="first-file"
          accept="video/*,image/*"
          multiple
          onChange={({ currentTarget }) => void send([...(currentTarget.files ?? [])])}
        />
      </label>
    </>
  );
}

function Coming() {
  const { job } = stage.value;
  return (
    <>
      <h2>{job !== undefined && job.frames > 0 ? t('now.first-showing') : t('now.first-coming')}</h2>
      <ProgressBar label={job?.name ?? t('now.first-coming')} percent={job?.overallPercent} />
      <p class="hint">{job?.name}</p>
    </>
  );
}

function Shown() {
  return (
    <>
      <h2 class="with-icon">
        <CheckIcon />
        {t('now.first-shown')}
      </h2>
      <p class="hint">{t('now.first-shown-text')}</p>
      <div class="first-clip-actions">
        <a class="button soft" href={hashOf('clips')} onClick={dismiss}>
          {t('now.first-more')}
        </a>
        <button type="button" class="text-button" onClick={dismiss}>
          {t('now.first-done')}
        </button>
      </div>
    </>
  );
}

function dismiss(): void {
  isDismissed.value = true;
}

async function send(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  isChosen.value = true;
  try {
    // Most visits send nothing.
    const { sendQueue, startUploads } = await import('../../sending/uploads.js');
    startUploads();
    sendQueue.add(files);
  } catch {
    isChosen.value = false;
    toastProblem(new Error(t('frame.not-loaded-why')));
  }
}
