import { state } from '../../live/state.js';
import { WarningIcon } from '../../parts/icons.js';
import { t } from '../../texts/texts.js';
import { labelOf } from './key-words.js';

/** What is to be known of the configuration file: a mistake in it, and what waits for a restart. */
export function ConfigBanner() {
  const { problem, restartNeeded = [] } = state.value?.config ?? {};
  return (
    <div role="status">
      {problem !== undefined && (
        <div class="banner">
          <WarningIcon />
          <p>
            <strong>{t('settings.file-wrong')}</strong> {problem.message}
          </p>
        </div>
      )}
      {restartNeeded.length > 0 && (
        <div class="banner quiet">
          <p>{t('settings.restart-waits', { keys: restartNeeded.map(labelOf).join(', ') })}</p>
        </div>
      )}
    </div>
  );
}
