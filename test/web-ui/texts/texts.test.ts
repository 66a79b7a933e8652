import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../../daemon/package-root.js';
import type { Text, TextTable } from '../../../web-ui/src/texts/text-table.js';
import { importPageModule } from '../page-module.js';

const { fillIn } =
  await importPageModule<typeof import('../../../web-ui/src/texts/text-table.js')>('texts/text-table.ts');
const { preferredLanguage } =
  await importPageModule<typeof import('../../../web-ui/src/texts/language.js')>('texts/language.ts');

/** Of the values that are filled in, each once. */
function names(text: Text): string {
  const all = (typeof text === 'string' ? text : `${text.one}${text.other}`).matchAll(/\{(\w+)\}/g);
  const found = [...all].map(([, name]) => name).filter((name) => name !== 'count');
  return [...new Set(found)].sort().join(' ');
}

async function tableOf(language: string, part: string): Promise<TextTable> {
  const [table] = Object.values(await importPageModule<Record<string, TextTable>>(`texts/${language}/${part}.ts`));
  if (table === undefined) throw new Error(`texts/${language}/${part}.ts has no texts`);
  return table;
}

t.test('every part says the same things in every language, with the same values filled in', async (t) => {
  const parts = readdirSync(join(packageRoot, 'web-ui/src/texts/en')).map((file) => file.replace('.ts', ''));
  for (const part of parts) {
    const [en, de] = await Promise.all([tableOf('en', part), tableOf('de', part)]);
    t.same(Object.keys(de).sort(), Object.keys(en).sort(), part);
    const differing = Object.entries(en).filter(([key, text]) => names(de[key] ?? '') !== names(text));
    t.same(differing, [], part);
  }
});

t.test('values are filled in, numbers as the language writes them', (t) => {
  t.equal(fillIn('{name} of {size}', { name: 'a', size: 1234.5 }, 'de'), 'a of 1.234,5');
  t.equal(fillIn('{name}', {}, 'en'), '{name}');
  const clips = { one: '{count} clip', other: '{count} clips' };
  t.equal(fillIn(clips, { count: 1 }, 'en'), '1 clip');
  t.equal(fillIn(clips, { count: 0 }, 'en'), '0 clips');
  t.end();
});

t.test('the language is the chosen one, else one that the browser asks for, else English', (t) => {
  t.equal(preferredLanguage('de', ['en-GB']), 'de');
  t.equal(preferredLanguage(null, ['fr', 'de-AT', 'en']), 'de');
  t.equal(preferredLanguage(null, ['fr']), 'en');
  t.equal(preferredLanguage('xx', []), 'en');
  t.end();
});
