import { t } from '../texts/texts.js';
import { route } from './address.js';
import { hashOf, VIEW_NAMES } from './route.js';
import { TAB_ICONS } from './tab-icons.js';

/** The tabs: along the bottom where thumbs are, down the side where there is room. */
export function Navigation() {
  const { view: current } = route.value;
  return (
    <nav class="tabs" aria-label={t('frame.tabs')}>
      {VIEW_NAMES.map((view) => {
        const Icon = TAB_ICONS[view];
        return (
          <a key={view} class="tab" href={hashOf(view)} aria-current={view === current ? 'page' : undefined}>
            <Icon />
            <span>{t(`frame.${view}`)}</span>
          </a>
        );
      })}
    </nav>
  );
}
