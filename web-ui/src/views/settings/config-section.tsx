import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { ConfigSchema } from '../../../../daemon/protocol/config.js';
import { askFor } from '../../live/api.js';
import { config, loadConfig } from '../../live/config.js';
import { problemText } from '../../live/problem-text.js';
import { ErrorState } from '../../parts/error-state.js';
import { Spinner } from '../../parts/spinner.js';
import { t } from '../../texts/texts.js';
import { KeyField, type KeyFieldProps } from './key-field.js';
import { type SchemaKey, schemaKeys, valueAt } from './schema-keys.js';
import { type SectionName, sectionOf } from './sections.js';

export interface ConfigSectionProps {
  name: SectionName;
  /** Draws the fields of keys that are more than what their schema says of them. */
  special?: Readonly<Record<string, (field: KeyFieldProps) => ComponentChildren>>;
  /** Whoever draws those has not got all yet; so nothing shows that would be moved aside by them. */
  isWaiting?: boolean;
}

/** The keys of the configuration that stand in a section, each to be changed where it stands. */
export function ConfigSection({ name, special = {}, isWaiting = false }: ConfigSectionProps) {
  const loaded = config();
  const keys = useSchema();
  if (loaded.stage === 'failed') {
    return <ErrorState title={t('settings.not-loaded')} text={problemText(loaded.error)} onRetry={loadConfig} />;
  }
  if (keys instanceof Error) return <ErrorState title={t('settings.not-loaded')} text={problemText(keys)} />;
  if (loaded.stage === 'loading' || keys === undefined || isWaiting) return <Spinner label={t('frame.connecting')} />;
  const { values, sources } = loaded.view;
  return (
    <div class="settings-fields">
      {keys
        .filter(({ key }) => sectionOf(key) === name)
        .map((about) => {
          const field = { about, value: valueAt(values, about.key), source: sources[about.key] };
          const Shown = special[about.key] ?? KeyField;
          return <Shown key={about.key} {...field} />;
        })}
      {name === 'network' && <p class="hint">{t('settings.network-care')}</p>}
    </div>
  );
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
