import { can } from '../../live/access.js';
import { NowIcon } from '../../parts/icons.js';
import { t } from '../../texts/texts.js';
import { openPanelWizard } from './panel-wizard/panel-wizard.js';

/** The way to a right picture for whoever knows no keys. */
export function PanelCard() {
  if (!can('admin')) return null;
  return (
    <section class="settings-card" aria-label={t('settings.wizard-open')}>
      <p class="hint">{t('settings.wizard-why')}</p>
      <button type="button" class="button primary wide" onClick={openPanelWizard}>
        <NowIcon />
        {t('settings.wizard-open')}
      </button>
    </section>
  );
}
