import { hashOf } from '../../app/route.js';
import type { View, ViewProps } from '../../app/view.js';
import { state } from '../../live/state.js';
import { ForwardIcon } from '../../parts/icons.js';
import { ViewHeader } from '../../parts/view-header.js';
import { t } from '../../texts/texts.js';
import { BackupSection } from './backup-section.js';
import { ConfigBanner } from './config-banner.js';
import { ConfigSection } from './config-section.js';
import { HealthSection } from './health-section.js';
import { HttpsCard } from './https-card.js';
import { PageSection } from './page-section.js';
import { PanelCard } from './panel-card.js';
import { PanelFields } from './panel-kind/panel-fields.js';
import { PeopleSection } from './people-section.js';
import { SECTION_NAMES, SECTIONS, type SectionName } from './sections.js';
import { StorageFigures } from './storage-figures.js';
import './settings.css';

export const settingsView: View = { Body: Settings };

function Settings({ path: [name] }: ViewProps) {
  const section = SECTION_NAMES.find((known) => known === name);
  if (section === undefined) return <SectionList />;
  return (
    <>
      <ViewHeader title={t(`settings.${section}`)} backTo="settings" />
      <ConfigBanner />
      <Section name={section} />
    </>
  );
}

function SectionList() {
  return (
    <>
      <ViewHeader title={t('settings.title')} />
      <ConfigBanner />
      <ul class="settings-list">
        {SECTION_NAMES.map((name) => {
          const { icon: Icon } = SECTIONS[name];
          return (
            <li key={name}>
              <a class="settings-link" href={hashOf('settings', name)}>
                <Icon />
                <span class="settings-words">
                  <span class="settings-name">{t(`settings.${name}`)}</span>
                  <span class="hint">{t(`settings.${name}-hint`)}</span>
                </span>
                <ForwardIcon />
              </a>
            </li>
          );
        })}
      </ul>
      <p class="hint settings-version">framed {state.value?.device.version}</p>
    </>
  );
}

function Section({ name }: { name: SectionName }) {
  switch (name) {
    case 'people':
      return <PeopleSection />;
    case 'backup':
      return <BackupSection />;
    case 'health':
      return <HealthSection />;
    case 'page':
      return <PageSection />;
    case 'panel':
      return (
        <>
          <PanelCard />
          <PanelFields />
        </>
      );
    case 'network':
      return (
        <>
          <HttpsCard />
          <ConfigSection name={name} />
        </>
      );
    case 'storage':
      return (
        <>
          <StorageFigures />
          <ConfigSection name={name} />
        </>
      );
    default:
      return <ConfigSection name={name} />;
  }
}
