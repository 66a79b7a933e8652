import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { hashOf } from '../../app/route.js';
import { state } from '../../live/state.js';
import { InfoIcon, WarningIcon } from '../../parts/icons.js';
import { showOverlay } from '../../parts/overlays.js';
import { Sheet } from '../../parts/sheet.js';
import { loadNoticeWords, noticeWords } from '../../texts/notice-words.js';
import { lookUp, t } from '../../texts/texts.js';
import { type TroubleFacts, troublesOf } from './troubles.js';

const troubles = computed(() => (state.value === undefined ? [] : troublesOf(state.value)));

/** A badge while anything is wrong; it opens what, and what to do. */
export function Trouble() {
  const [worst] = troubles.value;
  if (worst === undefined) return null;
  const count = troubles.value.length;
  return (
    <button
      type="button"
      class={`badge ${worst.notice.level}`}
      aria-haspopup="dialog"
      onClick={() => showOverlay((close) => <TroubleSheet onClose={close} />)}
    >
      {worst.notice.level === 'info' ? <InfoIcon /> : <WarningIcon />}
      {/* What is only good to know does not push the name aside. */}
      <span class={worst.notice.level === 'info' ? 'heard-only' : undefined}>
        {count === 1 ? titleOf(worst) : t('now.troubles', { count })}
      </span>
    </button>
  );
}

function TroubleSheet({ onClose }: { onClose: () => void }) {
  useEffect(() => void loadNoticeWords(), []);
  return (
    <Sheet title={t('now.notices')} onClose={onClose}>
      {troubles.value.length === 0 && <p class="hint">{t('now.all-well')}</p>}
      <ul class="troubles">
        {troubles.value.map((trouble) => (
          <li key={trouble.code} class={`trouble ${trouble.notice.level}`}>
            {trouble.notice.level === 'info' ? <InfoIcon /> : <WarningIcon />}
            <div>
              <h3>{titleOf(trouble)}</h3>
              <p>{noticeWords(trouble.notice)}</p>
              {trouble.remedy !== undefined && (
                <a class="button soft" href={hashOf(trouble.remedy.view, ...trouble.remedy.path)} onClick={onClose}>
                  {t('now.go-there', { view: t(`frame.${trouble.remedy.view}`) })}
                </a>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** A few words; for a cause that the page does not know, how grave it is. */
function titleOf({ code, notice: { level } }: TroubleFacts): string {
  const [kind = ''] = code.split(':');
  return lookUp(`now.trouble-${kind}`) ?? t(`now.level-${level}`);
}
