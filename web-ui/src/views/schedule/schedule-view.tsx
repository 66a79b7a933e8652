import type { View } from '../../app/view.js';
import { ViewHeader } from '../../parts/view-header.js';
import { t } from '../../texts/texts.js';

export const scheduleView: View = { Body: Schedule };

function Schedule() {
  return <ViewHeader title={t('schedule.title')} />;
}
