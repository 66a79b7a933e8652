import { lookUp, t } from '../../texts/texts.js';
import { writtenAs } from './key-values.js';
import type { SchemaKey } from './schema-keys.js';

/** What a key of the configuration is called; "Max fps" for convert.max_fps, where nobody has found a better word. */
export function labelOf(key: string): string {
  const name = (key.split('.').slice(-1)[0] ?? key).replaceAll('_', ' ');
  return lookUp(`settings.key-${key}`) ?? name.charAt(0).toUpperCase() + name.slice(1);
}

/** What it does. Where the page has no words of its own, those of the schema: English, and by the words of the file. */
export function descriptionOf({ key, description }: SchemaKey): string {
  return lookUp(`settings.about-${key}`) ?? description;
}

/** A value as people say it: by its name where it is one of a few. */
export function valueWords({ key, kind }: Pick<SchemaKey, 'key' | 'kind'>, value: unknown): string {
  if (kind === 'switch') return t(value === true ? 'settings.on' : 'settings.off');
  const written = writtenAs(value);
  return (kind === 'choice' ? lookUp(`settings.value-${key}-${written}`) : undefined) ?? written;
}
