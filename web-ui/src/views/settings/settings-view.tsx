import type { View } from '../../app/view.js';
import { ViewHeader } from '../../parts/view-header.js';
import { t } from '../../texts/texts.js';

export const settingsView: View = { Body: Settings };

function Settings() {
  return <ViewHeader title={t('settings.title')} />;
}
