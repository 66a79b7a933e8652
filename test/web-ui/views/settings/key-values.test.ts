import fc from 'fast-check';
import t from 'tap';
import { configJsonSchema } from '../../../../daemon/config/json-schema.js';
import { parseConfig } from '../../../../daemon/config/load.js';
import { importPageModule } from '../../page-module.js';

const { readTyped, writtenAs } =
  await importPageModule<typeof import('../../../../web-ui/src/views/settings/key-values.js')>(
    'views/settings/key-values.ts',
  );
const { schemaKeys, valueAt } = await importPageModule<
  typeof import('../../../../web-ui/src/views/settings/schema-keys.js')
>('views/settings/schema-keys.ts');

const keys = schemaKeys(configJsonSchema());

function read(key: string, typed: string) {
  const about = keys.find((one) => one.key === key);
  if (about === undefined) throw new Error(`the configuration has no key ${key}`);
  return readTyped(about, typed);
}

t.test('what stands in a field is read as the value that it was written for', (t) => {
  const defaults = parseConfig('', 'defaults');
  for (const one of keys.filter(({ kind }) => kind !== 'other' && kind !== 'switch')) {
    const value = valueAt(defaults, one.key);
    t.same(readTyped(one, writtenAs(value)), { ok: true, value: value ?? null }, one.key);
  }
  t.end();
});

t.test('numbers are numbers, whole where they must be, and within their limits', (t) => {
  t.same(read('http.port', ' 81 '), { ok: true, value: 81 });
  t.same(read('http.port', '81.5'), { ok: false, why: 'no-whole-number' });
  t.same(read('http.port', 'eighty'), { ok: false, why: 'no-number' });
  t.same(read('http.port', '65536'), { ok: false, why: 'out-of-range' });
  t.same(read('http.port', '-1'), { ok: false, why: 'out-of-range' });
  t.same(read('convert.max_fps', '12.5'), { ok: true, value: 12.5 });
  t.same(read('library.max_mb', '999999999999'), { ok: true, value: 999999999999 }, 'no limit');
  t.end();
});

t.test('a choice is of its own type, and an empty field takes the key out of the file', (t) => {
  t.same(read('panel.rotation', '90'), { ok: true, value: 90 });
  t.same(read('convert.fit', 'contain'), { ok: true, value: 'contain' });
  t.same(read('http.host', '  '), { ok: true, value: null });
  t.same(read('http.port', ''), { ok: true, value: null });
  t.end();
});

t.test('lines are a list, without blank ones and blanks around', (t) => {
  t.same(read('http.hosts', 'a.lan\n\n  b.lan \n'), { ok: true, value: ['a.lan', 'b.lan'] });
  t.same(read('http.hosts', ''), { ok: true, value: [] });
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z0-9.-]+$/)), (lines) => {
      t.same(read('http.hosts', writtenAs(lines)), { ok: true, value: lines });
    }),
  );
  t.end();
});

t.test('what has no field of its own is written as JSON', (t) => {
  t.equal(writtenAs({ kind: 'auto' }), '{"kind":"auto"}');
  t.equal(writtenAs(undefined), '');
  t.equal(writtenAs(null), '');
  t.equal(writtenAs(false), 'false');
  t.end();
});
