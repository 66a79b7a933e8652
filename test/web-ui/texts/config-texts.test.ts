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
const shown = schemaKeys(configJsonSchema()).filter(({ key }) => sectionOf(key) !== undefined);
const keys = shown.map(({ key }) => key);

/** Those that are chosen on the page by something else than the word that the file has: the panel by its picture. */
const chosen = shown.filter(({ key, kind }) => kind === 'choice' || key === 'panel.name');

t.test('every key of the configuration has a name in every language, and there is none for another', async (t) => {
  for (const language of ['en', 'de']) {
    const { configLabels } = await importPageModule<typeof import('../../../web-ui/src/texts/en/config-labels.js')>(
      `texts/${language}/config-labels.ts`,
    );
    t.same(Object.keys(configLabels).sort(), keys.map((key) => `key-${key}`).sort(), language);
  }
});

t.test('every value that can be chosen has a name in every language, and so has what is chosen by it', async (t) => {
  const wanted = chosen.flatMap(({ key, options }) => [
    `about-${key}`,
    ...options.map((option) => `value-${key}-${option}`),
  ]);
  for (const language of ['en', 'de']) {
    const { configChoices } = await importPageModule<typeof import('../../../web-ui/src/texts/en/config-choices.js')>(
      `texts/${language}/config-choices.ts`,
    );
    t.same(Object.keys(configChoices).sort(), wanted.sort(), language);
  }
});

t.test('every other key is explained in German, too', async (t) => {
  const { configDescriptions } = await importPageModule<
    typeof import('../../../web-ui/src/texts/de/config-descriptions.js')
  >('texts/de/config-descriptions.ts');
  const others = keys.filter((key) => !chosen.some((one) => one.key === key));
  t.same(Object.keys(configDescriptions).sort(), others.map((key) => `about-${key}`).sort());
});
