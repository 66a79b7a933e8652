import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ConfigSchema, PanelKinds } from '../../../../daemon/protocol/config.js';
import { askFor } from '../../live/api.js';
import { config, loadConfig } from '../../live/config.js';
import { ErrorState } from '../../parts/error-state.js';
import { Spinner } from '../../parts/spinner.js';
import { t } from '../../texts/texts.js';
import { KeyField, type KeyFieldProps } from './key-field.js';
import { useResource } from './resource.js';
import { asChoice, type SchemaKey, schemaKeys, valueAt } from './schema-keys.js';
import { type SectionName, sectionOf } from './sections.js';

/** The keys of the configuration that stand in a section, each to be changed where it stands. */
export function ConfigSection({ name }: { name: SectionName }) {
  const loaded = config();
  const keys = useSchema();
  if (loaded.stage === 'failed') {
    return <ErrorState title={t('settings.not-loaded')} text={loaded.error.message} onRetry={loadConfig} />;
  }
  if (keys instanceof Error) return <ErrorState title={t('settings.not-loaded')} text={keys.message} />;
  if (loaded.stage === 'loading' || keys === undefined) return <Spinner label={t('frame.connecting')} />;
  const { values, sources } = loaded.view;
  return (
    <div class="settings-fields">
      {keys
        .filter(({ key }) => sectionOf(key) === name)
        .map((one) => {
          const value = valueAt(values, one.key);
          const Shown = one.key === 'panel.name' ? PanelNameField : KeyField;
          return <Shown key={one.key} about={one} value={value} source={sources[one.key]} />;
        })}
      {name === 'network' && <p class="hint">{t('settings.network-care')}</p>}
    </div>
  );
}

/** Nobody knows the file names of panel descriptions by heart. Where they cannot be had, it is a field as any other. */
function PanelNameField({ about, value, source }: KeyFieldProps) {
  const kinds = useResource(PanelKinds, '/api/config/panels').value.value?.panels;
  const choices = kinds?.map(({ name, title }) => [name, title] as const);
  return <KeyField about={choices ? asChoice(about, choices, value) : about} value={value} source={source} />;
}

let known: SchemaKey[] | undefined;

/** Undefined while it comes. It does not change while the page is there. */
function useSchema(): SchemaKey[] | Error | undefined {
  const keys = useSignal<SchemaKey[] | Error | undefined>(known);
  useEffect(() => {
    if (known !== undefined) return;
    askFor(ConfigSchema, 'GET', '/api/config/schema').then(
      (schema) => {
        known = schemaKeys(schema);
        keys.value = known;
      },
      (error: Error) => {
        keys.value = error;
      },
    );
  }, []);
  return keys.value;
}
