import t from 'tap';
import { configJsonSchema } from '../../../daemon/config/json-schema.js';
import { importPageModule } from '../page-module.js';

const { schemaKeys } = await importPageModule<typeof import('../../../web-ui/src/views/settings/schema-keys.js')>(
  'views/settings/schema-keys.ts',
);
// Its own type would bring a browser's types to all tests, by its icons.
const { sectionOf } = await importPageModule<{ sectionOf(key: string): string | undefined }>(
  'views/settings/sections.ts',
);

/** Those that have a place in the settings. */
const keys = schemaKeys(configJsonSchema())
  .map(({ key }) => key)
  .filter((key) => sectionOf(key) !== undefined);

t.test('every key of the configuration has a name in every language, and there is none for another', async (t) => {
  for (const language of ['en', 'de']) {
    const { configLabels } = await importPageModule<typeof import('../../../web-ui/src/texts/en/config-labels.js')>(
      `texts/${language}/config-labels.ts`,
    );
    t.same(Object.keys(configLabels).sort(), keys.map((key) => `key-${key}`).sort(), language);
  }
});

t.test('every key is explained in German, too', async (t) => {
  const { configDescriptions } = await importPageModule<
    typeof import('../../../web-ui/src/texts/de/config-descriptions.js')
  >('texts/de/config-descriptions.ts');
  t.same(Object.keys(configDescriptions).sort(), keys.map((key) => `about-${key}`).sort());
});
