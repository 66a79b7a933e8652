import { link, offlineSinceMs } from '../live/state.js';
import { OfflineIcon } from '../parts/icons.js';
import { language, t } from '../texts/texts.js';

/** Since when the daemon does not answer. What the page shows below is from then. */
export function OfflineBar() {
  const sinceMs = offlineSinceMs.value;
  return (
    <div class="offline-place" role="status">
      {sinceMs !== undefined && (
        <div class="offline-bar">
          <OfflineIcon />
          <span>{t('frame.offline', { time: clockTime(sinceMs) })}</span>
          <button type="button" class="text-button" onClick={() => link.retryNow()}>
            {t('frame.try-now')}
          </button>
        </div>
      )}
    </div>
  );
}

function clockTime(ms: number): string {
  return new Date(ms).toLocaleTimeString(language(), { hour: '2-digit', minute: '2-digit' });
}
