import t from 'tap';
import { configJsonSchema } from '../../../../daemon/config/json-schema.js';
import { parseConfig } from '../../../../daemon/config/load.js';
import { restartKeysThatDiffer } from '../../../../daemon/config/restart-keys.js';
import { importPageModule } from '../../page-module.js';

const { isIn, schemaKeys, valueAt } = await importPageModule<
  typeof import('../../../../web-ui/src/views/settings/schema-keys.js')
>('views/settings/schema-keys.ts');

const keys = schemaKeys(configJsonSchema());
const about = (key: string) => keys.find((one) => one.key === key);

t.test('every key of the real schema can be filled in as what it is', (t) => {
  t.match(about('http.port'), { kind: 'number', isWhole: true, minimum: 0, maximum: 65535, default: 8080 });
  t.match(about('convert.max_fps'), { kind: 'number', isWhole: false, minimum: 1, maximum: 120 });
  t.match(about('watch.usb'), { kind: 'switch', default: false });
  t.match(about('panel.rotation'), { kind: 'choice', options: [0, 90, 180, 270] });
  t.match(about('http.hosts'), { kind: 'lines', default: [] });
  t.match(about('http.host'), { kind: 'text', default: undefined });
  t.match(about('controls.buttons'), { kind: 'other' }, 'a list of sections is for the file');
  t.match(about('display.backlight'), { kind: 'other' }, 'so is what depends on a kind');
  for (const { key, description } of keys) t.ok(description, `${key} says what it does`);
  t.equal(about('library.max_mb')?.maximum, undefined, 'the largest number there is is no limit');
  t.end();
});

t.test('what waits for a restart says so', (t) => {
  const started = parseConfig('', 'started');
  const current = parseConfig('http: { port: 81, host: "::" }\naccess: { login: none }\n', 'current');
  t.same(
    restartKeysThatDiffer(started, current).sort(),
    keys
      .filter(({ needsRestart }) => needsRestart)
      .map(({ key }) => key)
      .sort(),
  );
  t.equal(about('watch.folders')?.isLocalOnly, true);
  t.end();
});

t.test('a section that is marked marks all that is in it', (t) => {
  const schema = {
    properties: { a: { needsRestart: true, properties: { b: { type: 'string' } } }, c: { type: 'boolean' } },
  };
  t.match(schemaKeys(schema), [
    { key: 'a.b', needsRestart: true, isLocalOnly: false },
    { key: 'c', needsRestart: false },
  ]);
  for (const nonsense of [undefined, null, 7, 'schema', [], { properties: 3 }]) {
    t.ok(Array.isArray(schemaKeys(nonsense)), JSON.stringify(nonsense));
  }
  t.end();
});

t.test('keys that are there together or not at all know each other', (t) => {
  t.same(about('panel.offset.x')?.partners, ['panel.offset.y']);
  t.same(about('panel.offset.y')?.partners, ['panel.offset.x']);
  t.same(
    keys.filter(({ partners }) => partners.length > 0).map(({ key }) => key),
    ['panel.offset.x', 'panel.offset.y'],
  );
  t.end();
});

t.test('values and sections are found by their dotted keys', (t) => {
  t.equal(valueAt({ http: { port: 80 } }, 'http.port'), 80);
  t.equal(valueAt({ http: 3 }, 'http.port'), undefined);
  t.equal(valueAt(undefined, 'name'), undefined);
  t.ok(isIn('http.port', 'http'));
  t.ok(isIn('http', 'http'));
  t.notOk(isIn('https.port', 'http'));
  t.end();
});
