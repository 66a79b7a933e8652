import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Clip } from '../../../../../daemon/protocol/clip.js';
import { ClipRecord } from '../../../../../daemon/protocol/clip-record.js';
import { replaceWith } from '../../../app/address.js';
import { hashOf } from '../../../app/route.js';
import { askFor } from '../../../live/api.js';
import { clips } from '../../../live/state.js';
import { EmptyState } from '../../../parts/empty-state.js';
import { ClipsIcon } from '../../../parts/icons.js';
import { Sheet } from '../../../parts/sheet.js';
import { toast } from '../../../parts/toasts.js';
import { t } from '../../../texts/texts.js';
import { changeClip } from '../clip-actions.js';
import { ClipButtons } from './clip-buttons.js';
import { changeOf, type Draft, draftOf } from './draft.js';
import { LookForm } from './look-form.js';
import { NameAndTags } from './name-and-tags.js';
import { sourceFacts } from './source-facts.js';
import { TurnForm } from './turn-form.js';
import './details.css';

/** All about one clip, in front of the list. */
export function ClipDetails({ id }: { id: string }) {
  const clip = clips.value.find((one) => one.id === id);
  if (clip !== undefined) return <Details clip={clip} />;
  return (
    <Sheet title={t('clips.no-such-clip')} onClose={leave}>
      <EmptyState icon={<ClipsIcon />} title={t('clips.no-such-clip')} text={t('clips.no-such-clip-text')}>
        <button type="button" class="button soft" onClick={leave}>
          {t('clips.to-all-clips')}
        </button>
      </EmptyState>
    </Sheet>
  );
}

function Details({ clip }: { clip: Clip }) {
  const record = useRecord(clip);
  // What was touched here; the rest follows what others do.
  const touched = useSignal<Partial<Draft>>({});
  const draft: Draft = { ...draftOf(clip), ...touched.value };
  const change = changeOf(clip, draft);
  const edit = (part: Partial<Draft>) => {
    touched.value = { ...touched.peek(), ...part };
  };
  const save = async () => {
    if (change === undefined || !(await changeClip(clip, change))) return;
    touched.value = {};
    if (change.look !== undefined) toast(t('clips.saved'));
  };
  const close = () => {
    if (change !== undefined)
      toast(t('clips.not-saved'), {
        action: { label: t('clips.save-after-all'), run: () => changeClip(clip, change) },
      });
    leave();
  };
  const isNameless = draft.name.trim() === '';
  return (
    <Sheet
      title={clip.name}
      onClose={close}
      footer={
        change === undefined ? undefined : (
          <button type="button" class="button primary wide" disabled={isNameless} onClick={() => void save()}>
            {t('clips.save')}
          </button>
        )
      }
    >
      <div class="details">
        <LookForm clip={clip} draft={draft} facts={sourceFacts(clip, record)} onEdit={edit}>
          <ClipButtons clip={clip} record={record} onGone={leave} />
        </LookForm>
        <TurnForm clip={clip} draft={draft} onEdit={edit} />
        <NameAndTags draft={draft} onEdit={edit} />
      </div>
    </Sheet>
  );
}

/** What was done to the clip; undefined while it is not there, or where there is none. */
function useRecord({ id, look, frames }: Clip): ClipRecord | undefined {
  const record = useSignal<ClipRecord | undefined>(undefined);
  const version = `${JSON.stringify(look)} ${frames}`;
  useEffect(() => {
    const gone = new AbortController();
    askFor(ClipRecord, 'GET', `/api/clips/${id}/record`, { signal: gone.signal }).then(
      (found) => {
        record.value = found;
      },
      // There is none, or nobody answers: the page does without.
      () => {},
    );
    return () => gone.abort();
  }, [id, version]);
  return record.value;
}

/** The page came from the list, so that going back is the way there. */
let cameFromList = false;
addEventListener('hashchange', ({ oldURL }) => {
  cameFromList = new URL(oldURL).hash === hashOf('clips');
});

/** To the list; a clip's address may have been the first one of this page. */
function leave(): void {
  if (cameFromList) history.back();
  else replaceWith('clips');
}
